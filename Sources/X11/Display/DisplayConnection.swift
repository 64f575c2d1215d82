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

  package let fonts: FontSet
  /// Pixels for each pixel at 96 dpi.
  package let scale: Double
  package let fileDescriptor: Int32
  /// Called once, from `dispatchPending()` or `prepareToWait()`, when the server has gone.
  package var onLost: (() -> Void)?
  /// The server's time of the newest event that carries one.
  package internal(set) var lastEventTime = EventTime.none

  var windows: [Window: TopLevelWindow] = [:]
  var hasPainted = false
  private var hasToldLoss = false

  /// Connects to a display.
  ///
  /// - Parameters:
  ///   - name: The display's name; nil for the one that DISPLAY names.
  ///   - programName: The name of the program, for window managers.
  ///   - schedule: Calls a closure after a time, from the event loop.
  /// - Throws: `DisplayError`, where there is no server to talk to.
  package init(
    name: String?, programName: String,
    schedule: @escaping (Duration, @escaping () -> Void) -> ScheduledTimer
  ) throws(DisplayError) {
    let handle = try unsafe DisplayConnection.open(name)
    unsafe self.handle = unsafe handle
    self.programName = programName
    self.schedule = schedule
    unsafe ErrorHandling.install(on: handle, health: health)
    screen = unsafe XDefaultScreen(handle)
    root = unsafe XDefaultRootWindow(handle)
    fileDescriptor = unsafe XConnectionNumber(handle)
    scale = unsafe DisplayScale.find(on: handle, screen: screen)
    atoms = unsafe AtomTable(display: handle)
    colors = unsafe ColorTable(display: handle, screen: screen)
    fonts = unsafe FontSet(display: handle, screen: screen, scale: scale, health: health)
    selections = unsafe SelectionOwner(
      display: handle, atoms: atoms, health: health, schedule: schedule)
    inputMethod = unsafe InputMethod(display: handle)
    leader = unsafe XCreateSimpleWindow(handle, root, -1, -1, 1, 1, 0, 0, 0)
    describeLeader()
  }

  private static func open(_ name: String?) throws(DisplayError) -> OpaquePointer {
    if let display = unsafe XOpenDisplay(name) { return unsafe display }
    let named = unsafe String(cString: XDisplayName(name))
    throw named.isEmpty ? .noName : .cannotOpen(name: named)
  }

  /// Whether the server is there: nothing may call Xlib when it isn't.
  package var isAlive: Bool { !health.isLost }

  /// Sends what waits, draws what is damaged and sends that too.
  ///
  /// - Returns: Whether there is more to do at once: the loop must not block.
  package func prepareToWait() -> Bool {
    dispatchPending()
    guard isAlive else { return tellLoss() }
    reapClosedWindows()
    let painted = paintWindows()
    unsafe XFlush(handle)
    if painted && !hasPainted {
      hasPainted = true
      return true  // the input method opens on the next turn, when the first picture is out
    }
    if hasPainted { followInputMethod() }
    guard isAlive else { return tellLoss() }
    return unsafe XEventsQueued(handle, Int32(QueuedAlready)) > 0
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

  private func paintWindows() -> Bool {
    var painted = false
    for window in windows.values where window.paint() { painted = true }
    return painted
  }

  private func reapClosedWindows() {
    for (id, window) in windows where window.isClosed {
      windows[id] = nil
      window.destroy()
    }
  }

  private func followInputMethod() {
    if !inputMethod.isOpen {
      unsafe Keyboard.preload(handle)
      inputMethod.open()
    }
    inputMethod.update()
    unsafe XFlush(handle)
  }
}
