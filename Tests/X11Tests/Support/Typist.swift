import CXlib
import Foundation
import Testing

@testable import Widgets
@testable import X11

/// A window with an entry in it, on a display of its own, and somebody who types there.
@safe
final class Typist {
  let server: VirtualServer
  let display: DisplayConnection
  let entry = Entry()
  let other = Entry()
  let window: TopLevelWindow
  private let timers = TestTimers()

  /// Opens the window; the environment is everybody's, so it is set here, inside the test.
  ///
  /// - Parameters:
  ///   - server: The X server; nil for a new one.
  ///   - modifiers: What XMODIFIERS is, if anything.
  ///   - resources: What `-xrm` would say.
  ///   - lines: How many lines the entry grows to.
  /// - Throws: What starting the server threw, or that it cannot be opened.
  init(
    on server: VirtualServer? = nil, modifiers: String? = nil, resources: [String] = [],
    lines: Int = 1
  ) throws {
    unsafe setenv("LC_ALL", "C", 1)
    if let modifiers {
      unsafe setenv("XMODIFIERS", modifiers, 1)
    } else {
      unsafe unsetenv("XMODIFIERS")
    }
    self.server = try server ?? VirtualServer()
    var options = DisplayOptions()
    options.name = self.server.name
    options.resources = resources
    let timers = timers
    display = try DisplayConnection(options: options, programName: "banter") {
      timers.add($0, $1)
    }
    entry.maximumLines = lines
    window = TopLevelWindow(
      .init(title: "bob", instanceName: "chat", role: "chat", size: Size(width: 300, height: 160)),
      root: Column([.fixed(entry), .fixed(other)]), theme: Theme(), on: display)
    window.tree.focus(entry)
    window.show(at: nil)
  }

  deinit {
    display.close()
    // libX11 sees servers come on one display of a process only: no other test may wait for one.
    unsafe unsetenv("XMODIFIERS")
  }

  /// Runs the loop until something is true.
  func run(for limit: Duration = .seconds(10), until isDone: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + limit
    while try !isDone() {
      guard ContinuousClock.now < end else { return false }
      timers.fireDue()
      if !display.prepareToWait() { usleep(2000) }
    }
    return true
  }

  func focus() -> Bool {
    guard run(until: { window.isMapped && display.inputMethod.isOpen }) else { return false }
    unsafe XSetInputFocus(display.handle, window.id, RevertToParent, 0)
    return run { window.isFocused }
  }

  /// Runs a program to its end and returns what it wrote.
  @discardableResult
  func runTool(_ name: String, _ arguments: String..., input: String = "") throws -> String {
    let tool = try server.start(name, arguments, input: Data(input.utf8))
    #expect(run { !tool.isRunning })
    return tool.text
  }

  /// Presses keys one after another, by the names of their keysyms.
  func press(_ names: String...) throws {
    try press(names)
  }

  func press(_ names: [String]) throws {
    let tool = try server.start("xdotool", ["key", "--clearmodifiers"] + names)
    #expect(run { !tool.isRunning })
  }

  /// Moves the mouse to a place of the window and does there what xdotool's words say.
  func point(x: Int, y: Int, _ action: String...) throws {
    let place = ["mousemove", "--window", "\(window.id)", "\(x)", "\(y)"]
    let tool = try server.start("xdotool", place + action)
    #expect(run { !tool.isRunning })
  }

  /// Types a text and waits for it.
  func type(_ text: String) throws {
    let expected = entry.text + text
    try runTool("xdotool", "type", "--delay", "2", text)
    #expect(run { entry.text == expected })
  }

  /// What the window shows of what is composed.
  var shown: Preedit { entry.preedit }
}
