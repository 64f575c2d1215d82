internal import CXlib
package import Widgets

/// One top-level window: the bridge between an X window and a `WidgetTree`.
///
/// It draws into a back buffer, only what is damaged, at most once for each `prepareToWait()`; an Expose only
/// copies from the buffer. Motion, Expose and ConfigureNotify are coalesced here, for this window alone.
/// The window's background has the theme's colour and its bits stay at the top left, so a resize
/// shows neither flicker nor black edges.
@safe
package final class TopLevelWindow {
  package let tree: WidgetTree
  package var title: String { didSet { if title != oldValue { writeTitle() } } }
  /// The window manager asked the window to close; it stays open unless this closes it.
  package var onCloseRequest: (() -> Void)?
  package var onFocusChange: ((Bool) -> Void)?
  package internal(set) var isFocused = false
  /// Whether the window is on the screen: not an icon, and not on another desktop.
  package internal(set) var isMapped = false

  let display: DisplayConnection
  let id: Window
  let buffer: BackBuffer
  var size: Size
  /// What the server lost and the buffer still has.
  var exposed = Rect.zero
  var undrawn = UndrawnParts()
  var pendingMotion: PointerEvent?
  var clicks = ClickCounter()
  /// What Ctrl and a smooth wheel have turned of a notch.
  var zoomRest = 0.0
  let inputContext: InputContext
  /// Nil where the server has no counters.
  let resizeSync: ResizeSync?
  /// It doesn't follow the display's theme.
  let hasOwnTheme: Bool
  /// In pixels at 96 dpi.
  let minimumSize: Size
  var caret: Rect?
  var shownCaret: Rect?
  var isClosed = false
  /// `show` was called: the window manager knows the window.
  var isShown = false
  /// It is on the screen or was asked to be, and no UnmapNotify came since: worth drawing.
  var isWorthDrawing = false
  var wantsAttention = false
  var lastUserTime: EventTime?

  /// Makes a window, not yet shown.
  ///
  /// - Parameters:
  ///   - configuration: What window managers and people see of it.
  ///   - root: The widget that fills it.
  ///   - theme: Its colours; nil for those of the display, which it then follows.
  ///   - display: Where it will be.
  package init(
    _ configuration: Configuration, root: any Widget, theme: Theme? = nil,
    on display: DisplayConnection
  ) {
    let relay = ServiceRelay(display: display)
    let context = WindowContext(
      shaper: display.fonts, theme: theme ?? display.appearance.theme, scale: display.scale,
      services: relay.services)
    context.keyStyle = display.appearance.keyStyle
    context.fontGeneration = display.fontGeneration
    self.display = display
    hasOwnTheme = theme != nil
    minimumSize = configuration.minimumSize
    title = configuration.title
    let geometry = display.geometry(of: configuration.instanceName)
    let place = WindowPlace(configuration, geometry: geometry, on: display)
    size = place.size
    tree = WidgetTree(root: root, context: context)
    id = TopLevelWindow.create(place, theme: context.theme, on: display)
    buffer = BackBuffer(display: display, window: id)
    inputContext = display.inputMethod.makeContext(for: id, selecting: TopLevelWindow.eventMask)
    resizeSync = display.counterOpcode.map {
      unsafe ResizeSync(display: display.handle, opcode: $0)
    }
    relay.window = self
    inputContext.onPreedit = { [weak tree] in tree?.compose($0) }
    display.windows[id] = self
    tree.resize(to: size)
    describe(configuration, place)
    display.smoothScrolling?.select(for: id)
  }

  private static let eventMask =
    KeyPressMask | KeyReleaseMask | ButtonPressMask | ButtonReleaseMask | PointerMotionMask
    | EnterWindowMask | LeaveWindowMask | ExposureMask | StructureNotifyMask | FocusChangeMask
    | PropertyChangeMask

  private static func create(
    _ place: WindowPlace, theme: Theme, on display: DisplayConnection
  ) -> Window {
    var attributes = XSetWindowAttributes()
    attributes.background_pixel = display.colors.pixel(theme.windowBackground)
    attributes.bit_gravity = NorthWestGravity
    attributes.event_mask = eventMask
    let position = place.position ?? .zero
    return unsafe XCreateWindow(
      display.handle, display.root, Int32(clamping: position.x), Int32(clamping: position.y),
      UInt32(place.size.width), UInt32(place.size.height), 0, Int32(CopyFromParent),
      UInt32(InputOutput), nil,
      UInt(CWBackPixel | CWBitGravity | CWEventMask), &attributes)
  }

  /// Puts the window on the screen.
  ///
  /// - Parameter userTime: When a person asked for it; `.none` where nobody did: it won't take the focus.
  ///   Nil for a window that the start of the program opens: the window manager decides.
  package func show(at userTime: EventTime?) {
    guard canTalk, !isShown else { return }
    isShown = true
    if let userTime { writeUserTime(userTime) }
    writeInitialState()
    isWorthDrawing = true
    tree.invalidate(Rect(origin: .zero, size: size))
    unsafe XMapWindow(display.handle, id)
  }

  /// Brings the window to the front with the focus, shown if it wasn't.
  package func raise(at time: EventTime) {
    guard canTalk else { return }
    guard isShown else { return show(at: time) }
    writeUserTime(time)
    unsafe XMapRaised(display.handle, id)  // an icon becomes a window again
    let fromApplication = 1
    display.tellManager(
      .netActiveWindow, about: id, [fromApplication, Int(time.milliseconds), 0, 0, 0])
  }

  /// Closes the window for good, once the event that is being handled is done with.
  package func close() {
    isClosed = true
    onCloseRequest = nil
    onFocusChange = nil
  }

  /// Whether Xlib may be called for this window.
  var canTalk: Bool { !isClosed && display.isAlive }

  /// Frees what the server keeps for it: called when no event is being handled.
  func destroy() {
    guard display.isAlive else { return }
    inputContext.destroy()
    buffer.free()
    resizeSync?.destroy()
    unsafe XDestroyWindow(display.handle, id)
  }
}
