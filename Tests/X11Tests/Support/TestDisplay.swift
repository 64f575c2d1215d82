import Glibc
import CXlib
import Widgets

@testable import X11

/// A display connection with an event loop by hand.
@safe
final class TestDisplay {
  let connection: DisplayConnection
  private let server: XServer
  private let timers = TestTimers()

  /// Connects; the server stays until the connection is closed.
  init(_ server: XServer, through name: String? = nil, resources: [String] = []) throws {
    self.server = server
    // No input method server: libX11 waits for one on the process's first display alone.
    unsafe unsetenv("XMODIFIERS")
    let timers = timers
    var options = DisplayOptions()
    options.name = name ?? server.name
    options.resources = resources
    connection = try DisplayConnection(options: options, programName: "banter") {
      timers.add($0, $1)
    }
  }

  deinit { connection.close() }

  /// How many X errors no trap covered.
  var errorCount: Int { unsafe ErrorHandling.untrappedCount(on: connection.handle) }

  /// One turn of the loop; waits a little for events.
  func turn() {
    timers.fireDue()
    if connection.prepareToWait() { return }
    guard connection.isAlive else { return }
    var descriptor = pollfd(fd: connection.fileDescriptor, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&descriptor, 1, 10)
  }

  /// Runs the loop until the condition holds, at most 5 s.
  func run(until condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(5)
    while !condition() {
      if ContinuousClock.now > deadline { return false }
      turn()
    }
    return true
  }

  /// Runs the loop until the server has answered all that was sent and nothing is left to do.
  func settle() {
    for _ in 0..<3 {
      while connection.prepareToWait() {}
      guard connection.isAlive else { return }
      unsafe XSync(connection.handle, 0)
    }
    while connection.prepareToWait() {}
  }

  func window(
    _ root: any Widget, width: Int = 300, height: Int = 200, title: String = "alice — Banter",
    icon: [UInt32]? = nil
  ) -> TopLevelWindow {
    TopLevelWindow(
      .init(
        title: title, instanceName: "chat", role: "chat", size: Size(width: width, height: height),
        icon: icon), root: root, theme: Theme(), on: connection)
  }
}
