import CXlib
import Foundation
import Testing
import Widgets

@testable import X11

/// Typing, copying and pasting in an entry of a top-level window, as a person does.
@MainActor @Suite(.serialized) struct InputWindowTests {
  @Test func aDeadKeyComposesInAnEntry() throws {
    let typist = try Typist()
    #expect(typist.focus())
    try typist.runTool("setxkbmap", "us", "-variant", "intl")
    try typist.runTool("xdotool", "key", "dead_acute", "e", "x")
    #expect(typist.run { typist.entry.text == "éx" })
  }

  @Test func whatIsCopiedGoesToTheClipboardAndComesBack() throws {
    let typist = try Typist()
    #expect(typist.focus())
    try typist.runTool("xdotool", "key", "a", "b", "c", "ctrl+a", "ctrl+c")
    #expect(typist.run { typist.display.selections.owned[.clipboard] != nil })
    #expect(try typist.runTool("xclip", "-selection", "clipboard", "-o") == "abc")
    try typist.runTool("xdotool", "key", "End", "ctrl+v")
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
    try typist.runTool("xdotool", "key", key)
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
