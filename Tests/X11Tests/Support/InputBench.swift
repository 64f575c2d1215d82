import CXlib
import Foundation
import Widgets

@testable import X11

/// A display with what this suite tests on it, and an event loop that runs until something is true.
@safe
final class InputBench {
  let server: VirtualServer
  let display: OpaquePointer
  let atoms: AtomTable
  /// Takes each event that the input method left over.
  var onEvent: ((inout XEvent) -> Void)?
  /// Gives each event to XFilterEvent, and says whether that took it.
  var filter: ((inout XEvent) -> Bool)?
  /// Runs when no event is left.
  var beforeWait: (() -> Void)?
  private let health = ConnectionHealth()
  private let haste: Double
  private var timers: [(due: ContinuousClock.Instant, timer: ScheduledTimer)] = []

  /// Opens a display.
  ///
  /// - Parameters:
  ///   - server: The server, or nil for a new one.
  ///   - haste: How many times sooner than asked for timers fire.
  /// - Throws: What starting the server threw, or that it cannot be opened.
  init(on server: VirtualServer? = nil, haste: Double = 1) throws {
    let server = try server ?? VirtualServer()
    guard let display = unsafe XOpenDisplay(server.name) else { throw CocoaError(.fileReadUnknown) }
    self.server = server
    unsafe self.display = unsafe display
    self.haste = haste
    unsafe ErrorHandling.install(on: display, health: health)
    atoms = unsafe AtomTable(display: display)
  }

  deinit { unsafe XCloseDisplay(display) }

  func schedule(_ delay: Duration, _ body: @escaping () -> Void) -> ScheduledTimer {
    let timer = ScheduledTimer(action: body, onCancel: {})
    timers.append((.now + delay / haste, timer))
    return timer
  }

  /// Makes a window that is never shown.
  func makeWindow() -> Window {
    unsafe SelectionOwner.makeWindow(on: display)
  }

  /// Makes a selection owner whose events this loop brings.
  func makeSelections() -> SelectionOwner {
    let selections = unsafe SelectionOwner(display: display, atoms: atoms, health: health) {
      [unowned self] in schedule($0, $1)
    }
    unsafe onEvent = { event in _ = unsafe selections.handle(event) }
    return selections
  }

  /// Runs until something is true.
  ///
  /// - Returns: Whether it became true before a generous limit.
  func run(for limit: Duration = .seconds(20), until isDone: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + limit
    while try !isDone() {
      guard ContinuousClock.now < end else { return false }
      turn()
    }
    return true
  }

  /// Takes what has come, once.
  func turn() {
    while unsafe XPending(display) > 0 {
      var event = unsafe XEvent()
      unsafe XNextEvent(display, &event)
      let isTaken = unsafe filter?(&event) ?? (XFilterEvent(&event, 0) != 0)
      if !isTaken { unsafe onEvent?(&event) }
    }
    beforeWait?()
    unsafe XFlush(display)
    let due = timers.filter { $0.due <= .now }
    timers.removeAll { $0.due <= .now }
    for entry in due { entry.timer.fire() }
    guard unsafe XEventsQueued(display, QueuedAlready) == 0 else { return }
    var wait = unsafe pollfd(fd: XConnectionNumber(display), events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&wait, 1, 5)
  }
}
