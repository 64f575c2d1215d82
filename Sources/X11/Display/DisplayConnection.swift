internal import CXlib
package import Widgets

/// The connection to the X server and all that its windows share.
///
/// One thread, one `poll`: the owner's event loop watches `fileDescriptor` and calls `dispatchPending()`
/// when it is readable, and `prepareToWait()` before each wait.
///
///     events -> dispatchPending() -> XFilterEvent -> TopLevelWindow -> WidgetTree
///     prepareToWait(): the same, then what is damaged is drawn once, copied, and flushed in one write
///
/// - Replies are asked for only while opening: one `XInternAtoms`, what `XOpenDisplay` and Xft need. A key
///   press costs no round trip. The input method opens after the first painting.
/// - Windows are found by their XID. A window that closes is only marked; it goes in `prepareToWait()`.
/// - X errors are logged and survived (`ErrorHandling`). A lost connection ends in `onLost`, called from the
///   loop and never from inside Xlib; from then on nothing here touches the display.
@safe
package final class DisplayConnection {
  let handle: OpaquePointer
  let screen: Int32
  let root: Window
  let atoms: AtomTable
  let colors: ColorTable
  /// The hidden window that leads the program's group and owns nothing else.
  let leader: Window
  let health = ConnectionHealth()
  let programName: String
  let schedule: (Duration, @escaping () -> Void) -> ScheduledTimer
  let selections: SelectionOwner
  let inputMethod: InputMethod

  let options: DisplayOptions
  let settings: XSettingsWatch
  var resources: ResourceDatabase
  /// How the windows look.
  var appearance: Appearance
  /// Resources or settings changed since `appearance` was made.
  var appearanceIsStale = false
  var resourcesAreStale = false
  /// Counts how often the fonts became others.
  var fontGeneration = 0

  package let fonts: FontSet
  package let fileDescriptor: Int32
  /// Called once, from `dispatchPending()` or `prepareToWait()`, when the server has gone.
  package var onLost: (() -> Void)?
  /// The server's time of the newest event that carries one.
  package internal(set) var lastEventTime = EventTime.none

  var windows: [Window: TopLevelWindow] = [:]
  /// The opcode of the SYNC extension, for `ResizeSync`, asked for with the first window; nil where there is none.
  private(set) lazy var counterOpcode: Int32? = {
    guard let codes = unsafe XInitExtension(handle, "SYNC") else { return nil }
    return unsafe codes.pointee.major_opcode
  }()
  /// Whether the server has the extension that knows how long nobody has touched anything, asked for when wanted.
  private(set) lazy var hasIdleClock: Bool = {
    var (event, error): (Int32, Int32) = (0, 0)
    return unsafe XScreenSaverQueryExtension(handle, &event, &error) != 0
  }()
  /// Made when a window first wants it; the server frees it with the connection.
  private(set) lazy var handCursor = unsafe XCreateFontCursor(handle, UInt32(XC_hand2))
  var hasPainted = false
  /// Nil before it is asked for, and where the server has none.
  var smoothScrolling: SmoothScrolling?
  var wantsSmoothScrolling = false
  var hasAskedForWheels = false
  /// Called when no text has been laid out for a second: what was needed for it can go.
  package var onRest: (() -> Void)?
  /// F1 was pressed in a window.
  package var onHelp: ((EventTime) -> Void)?
  private var hasToldLoss = false
  private var fontRest: ScheduledTimer?

  /// Connects to a display.
  ///
  /// - Parameters:
  ///   - options: Which display, and what the command line says of looks.
  ///   - programName: The name of the program, for window managers and resources.
  ///   - schedule: Calls a closure after a time, from the event loop.
  /// - Throws: `DisplayError`, where there is no server to talk to.
  package init(
    options: DisplayOptions, programName: String,
    schedule: @escaping (Duration, @escaping () -> Void) -> ScheduledTimer
  ) throws(DisplayError) {
    let handle = try unsafe DisplayConnection.open(options.name)
    unsafe self.handle = unsafe handle
    self.options = options
    self.programName = options.instance ?? programName
    self.schedule = schedule
    unsafe ErrorHandling.install(on: handle, health: health)
    screen = unsafe XDefaultScreen(handle)
    root = unsafe XDefaultRootWindow(handle)
    fileDescriptor = unsafe XConnectionNumber(handle)
    // For xrdb and for settings managers; libX11 adds to it what it waits for itself.
    unsafe XSelectInput(handle, root, PropertyChangeMask | StructureNotifyMask)
    atoms = unsafe AtomTable(display: handle)
    settings = unsafe XSettingsWatch(display: handle, root: root, atoms: atoms)
    resources = unsafe ResourceDatabase(
      text: XResourceManagerString(handle).map { unsafe String(cString: $0) },
      lines: options.resources, instance: options.instance ?? programName)
    let (screen, resources, settings) = (screen, resources, settings.settings)
    appearance = unsafe Appearance(
      resources: resources, settings: settings,
      screenScale: DisplayScale.ofScreen(screen, on: handle), zoom: 1,
      color: { unsafe DisplayConnection.color($0, on: handle, screen: screen) })
    colors = unsafe ColorTable(display: handle, screen: screen)
    fonts = unsafe FontSet(display: handle, screen: screen, scale: appearance.scale, health: health)
    fonts.configure(appearance.font, scale: appearance.scale)
    selections = unsafe SelectionOwner(
      display: handle, atoms: atoms, health: health, schedule: schedule)
    inputMethod = unsafe InputMethod(display: handle)
    leader = unsafe XCreateSimpleWindow(handle, root, -1, -1, 1, 1, 0, 0, 0)
    describeLeader()
    selections.onLost = { [unowned self] kind in
      for window in windows.values { window.tree.selectionLost(kind) }
    }
  }

  private static func open(_ name: String?) throws(DisplayError) -> OpaquePointer {
    if let display = unsafe XOpenDisplay(name) { return unsafe display }
    let named = unsafe String(cString: XDisplayName(name))
    throw named.isEmpty ? .noName : .cannotOpen(name: named)
  }

  /// Pixels for each pixel at 96 dpi; it may change while the program runs.
  package var scale: Double { appearance.scale }

  /// Whether the server is there: nothing may call Xlib when it isn't.
  package var isAlive: Bool { !health.isLost }

  /// Sends what waits, draws what is damaged and sends that too.
  ///
  /// - Returns: Whether there is more to do at once: the loop must not block.
  package func prepareToWait() -> Bool {
    dispatchPending()
    guard isAlive else { return tellLoss() }
    reapClosedWindows()
    updateAppearance()
    fonts.glyphBudget.renew()
    let painted = paintWindows()
    unsafe XFlush(handle)
    letFontsRest()
    if painted && !hasPainted {
      hasPainted = true
      return true  // the input method opens on the next turn, when the first picture is out
    }
    if hasPainted { followInputMethod() }
    guard isAlive else { return tellLoss() }
    return hasMore
  }

  /// Sends what was asked of the server since `prepareToWait()`.
  ///
  /// - Returns: Whether there is something to draw or to handle now: then the loop must not wait.
  package func flush() -> Bool {
    guard isAlive else { return false }
    unsafe XFlush(handle)
    return hasMore
  }

  private var hasMore: Bool {
    unsafe XEventsQueued(handle, Int32(QueuedAlready)) > 0 || hasDamage
  }

  /// Another widget of ours takes PRIMARY: only one place may show as selected.
  func primaryTaken(by winner: TopLevelWindow?) {
    for window in windows.values {
      window.tree.selectionLost(.primary, to: window === winner ? window.tree.focused : nil)
    }
  }

  /// Hands what was copied over to a clipboard manager, for at most 1.5 s, and then calls `done`.
  ///
  /// The loop has to run until then.
  package func saveClipboard(then done: @escaping () -> Void) {
    isAlive ? selections.save(done) : done()
  }

  /// Closes all windows and the connection.
  package func close() {
    guard isAlive else { return }
    for window in windows.values { window.close() }
    reapClosedWindows()
    inputMethod.close()
    unsafe XSync(handle, 0)
    guard isAlive else { return }
    health.isLost = true
    hasToldLoss = true
    unsafe XCloseDisplay(handle)
  }

  func tellLoss() -> Bool {
    guard !hasToldLoss else { return false }
    hasToldLoss = true
    inputMethod.close(displayIsLost: true)
    onLost?()
    return false
  }

  /// An input method may call back while it is told where the caret is.
  private var hasDamage: Bool {
    windows.values.contains { $0.isWorthDrawing && $0.hasToDraw }
  }

  private func paintWindows() -> Bool {
    var painted = false
    for window in windows.values where window.paint() { painted = true }
    return painted
  }

  /// Has the files closed of fonts that nobody has needed for a second.
  private func letFontsRest() {
    guard fonts.library.isAwake, fontRest == nil else { return }
    fontRest = schedule(.seconds(1)) { [weak self] in
      guard let self else { return }
      fontRest = nil
      fonts.library.rest()
      fonts.library.isAwake ? letFontsRest() : onRest?()
    }
  }

  private func reapClosedWindows() {
    for (id, window) in windows where window.isClosed {
      windows[id] = nil
      window.destroy()
    }
  }

  private func followInputMethod() {
    inputMethod.preeditPlace = appearance.preeditPlace
    if !inputMethod.isOpen {
      unsafe Keyboard.preload(handle)
      inputMethod.open()
    }
    inputMethod.update()
    startSmoothScrolling()
    unsafe XFlush(handle)
  }
}
