import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Typing, copying and pasting in an entry of a top-level window, as a person does.
@MainActor @Suite(.serialized) struct InputWindowTests {
  /// A window with an entry in it, on a display of its own.
  private final class Typist {
    let server: VirtualServer
    let display: DisplayConnection
    let entry = Entry()
    let window: TopLevelWindow

    init() throws {
      unsafe setenv("LC_ALL", "C", 1)
      unsafe unsetenv("XMODIFIERS")
      server = try VirtualServer()
      display = try DisplayConnection(name: server.name, programName: "banter") { _, action in
        ScheduledTimer(action: action, onCancel: {})
      }
      window = TopLevelWindow(
        .init(
          title: "bob", instanceName: "chat", role: "chat", size: Size(width: 300, height: 100)),
        root: entry, theme: Theme(), on: display)
      window.tree.focus(entry)
      window.show(at: nil)
    }

    deinit { display.close() }

    /// Runs the loop until something is true.
    func run(until isDone: () -> Bool) -> Bool {
      let end = ContinuousClock.now + .seconds(10)
      while !isDone() {
        guard ContinuousClock.now < end else { return false }
        if !display.prepareToWait() { usleep(2000) }
      }
      return true
    }

    func focus() -> Bool {
      guard run(until: { window.isMapped && display.inputMethod.isOpen }) else { return false }
      unsafe XSetInputFocus(display.handle, window.id, RevertToParent, 0)
      return run { window.isFocused }
    }

    func runTool(_ name: String, _ arguments: String..., input: String = "") throws -> String {
      let tool = try server.start(name, arguments, input: Data(input.utf8))
      #expect(run { !tool.isRunning })
      return tool.text
    }
  }

  @Test func aDeadKeyComposesInAnEntry() throws {
    let typist = try Typist()
    #expect(typist.focus())
    _ = try typist.runTool("setxkbmap", "us", "-variant", "intl")
    _ = try typist.runTool("xdotool", "key", "dead_acute", "e", "x")
    #expect(typist.run { typist.entry.text == "éx" })
  }

  @Test func whatIsCopiedGoesToTheClipboardAndComesBack() throws {
    let typist = try Typist()
    #expect(typist.focus())
    _ = try typist.runTool("xdotool", "key", "a", "b", "c", "ctrl+a", "ctrl+c")
    #expect(typist.run { typist.display.selections.owned[.clipboard] != nil })
    #expect(try typist.runTool("xclip", "-selection", "clipboard", "-o") == "abc")
    _ = try typist.runTool("xdotool", "key", "End", "ctrl+v")
    #expect(typist.run { typist.entry.text == "abcabc" })
  }

  @Test(arguments: [("primary", "shift+Insert"), ("clipboard", "ctrl+v")])
  func whatXclipHasIsPasted(selection: String, key: String) throws {
    let typist = try Typist()
    #expect(typist.focus())
    let owner = try typist.server.start(
      "xclip", ["-selection", selection, "-quiet", "-i"], input: Data("für dich 🙂".utf8))
    let display = typist.display
    let atom = selection == "primary" ? XA_PRIMARY : display.atoms[.clipboard]
    #expect(typist.run { unsafe XGetSelectionOwner(display.handle, atom) != 0 })
    _ = try typist.runTool("xdotool", "key", key)
    #expect(typist.run { typist.entry.text == "für dich 🙂" })
    owner.kill()
  }

  @Test func anInputMethodOpensAfterTheFirstPaintingOnly() throws {
    let typist = try Typist()
    #expect(typist.run { typist.display.hasPainted })
    #expect(!typist.display.inputMethod.isOpen)
    #expect(typist.run { typist.display.inputMethod.isOpen })
  }
}
