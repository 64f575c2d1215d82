import CXlib
import Foundation
import Testing

@testable import Widgets
@testable import X11

/// Keys and the mouse in an entry of a real window, as people's fingers know them.
@MainActor @Suite(.serialized) struct EditingWindowTests {
  private func start(_ resources: String..., lines: Int = 1) throws -> Typist {
    let typist = try Typist(resources: resources, lines: lines)
    #expect(typist.focus())
    return typist
  }

  private func expect(_ text: String, in typist: Typist) {
    #expect(typist.run { typist.entry.text == text }, "it is “\(typist.entry.text)”")
  }

  @Test(arguments: [
    (["ctrl+Left", "ctrl+BackSpace"], "one three"),
    (["Home", "ctrl+Delete"], " two three"),
    (["ctrl+Left", "ctrl+Right", "ctrl+shift+Left", "x"], "one two x"),
    (["shift+Home", "x"], "x"),
    (["Home", "shift+End", "BackSpace"], ""),
    (["Home", "shift+Right", "shift+Right", "Delete"], "e two three"),
    (["Home", "ctrl+shift+Right", "x"], "x two three"),
    (["ctrl+Home", "ctrl+shift+End", "x"], "x"),
    (["ctrl+a", "x"], "x"),
    (["ctrl+z"], "one two "),
    (["ctrl+z", "ctrl+z"], "one "),
    (["ctrl+z", "ctrl+z", "ctrl+shift+z"], "one two "),
  ]) func wordsAndLinesAreEdited(keys: [String], text: String) throws {
    let typist = try start()
    try typist.type("one two three")
    try typist.press(keys)
    expect(text, in: typist)
  }

  @Test(arguments: [
    (["ctrl+a", "ctrl+d"], "ne two"),
    (["ctrl+a", "alt+f", "ctrl+k"], "one"),
    (["ctrl+a", "alt+f", "ctrl+k", "ctrl+y", "ctrl+y"], "one two two"),
    (["ctrl+w"], "one "),
    (["alt+b", "ctrl+u"], "two"),
    (["ctrl+b", "ctrl+h", "ctrl+f", "ctrl+e", "x"], "one tox"),
    (["ctrl+a", "alt+d"], " two"), (["alt+BackSpace"], "one "),
  ]) func emacsKeysEditWhereAResourceAsksForThem(keys: [String], text: String) throws {
    let typist = try start("*keys: emacs")
    try typist.type("one two")
    try typist.press(keys)
    expect(text, in: typist)
  }

  @Test func f1AsksForHelpOnce() throws {
    let typist = try start()
    var times: [EventTime] = []
    typist.display.onHelp = { times.append($0) }
    try typist.press("F1", "x")
    expect("x", in: typist)
    #expect(times.count == 1 && times.first != EventTime.none)
  }

  @Test func altGrReachesTheThirdLevel() throws {
    let typist = try start()
    try typist.runTool("setxkbmap", "de")
    // Codes 24 and 26 are Q and E there; with AltGr they make @ and €.
    try typist.runTool(
      "xdotool", "key", "24", "keydown", "ISO_Level3_Shift", "key", "24", "key", "26", "keyup",
      "ISO_Level3_Shift", "key", "26")
    expect("q@€e", in: typist)
  }

  @Test func theLayoutIsSwitchedWhileTyping() throws {
    let typist = try start()
    try typist.runTool("xdotool", "key", "38")
    expect("a", in: typist)
    for (layout, letter) in [("fr", "q"), ("ru", "ф"), ("gr", "α"), ("us", "a")] {
      let before = typist.entry.text
      try typist.runTool("setxkbmap", layout)
      try typist.runTool("xdotool", "key", "38")
      expect(before + letter, in: typist)
    }
  }

  // MARK: With the mouse

  @Test func theMiddleButtonPastesWhereItClicks() throws {
    let typist = try start()
    try typist.type("ab")
    let owner = try typist.server.start(
      "xclip", ["-selection", "primary", "-quiet", "-i"], input: Data("XY".utf8))
    let display = typist.display
    #expect(typist.run { unsafe XGetSelectionOwner(display.handle, XA_PRIMARY) != 0 })
    try typist.point(x: 3, y: 12, "click", "2")
    expect("XYab", in: typist)
    owner.kill()
  }

  @Test func onlySelectingTakesPrimary() throws {
    let typist = try start()
    try typist.type("one two")
    var owned: String? { typist.display.selections.owned[.primary]?.text }
    try typist.point(x: 20, y: 12, "click", "1")
    try typist.point(
      x: 20, y: 60, "click", "1", "mousemove_relative", "--", "0", "-48", "click", "1")
    try typist.press("End", "Left", "Home")
    #expect(typist.run { typist.window.caret.map { $0.x < 20 } == true })
    #expect(owned == nil)
    try typist.press("shift+End")
    #expect(typist.run { owned == "one two" })
    try typist.point(x: 8, y: 12, "click", "--repeat", "2", "1")
    #expect(typist.run { owned == "one" })
  }

  @Test func draggingPastTheEdgeScrollsAndSelects() throws {
    let typist = try start()
    let text = String(repeating: "word ", count: 60)
    try typist.type(text)
    try typist.press("Home")
    #expect(typist.run { typist.entry.pane.viewport.shift == 0 })
    try typist.point(x: 8, y: 12, "mousedown", "1")
    #expect(typist.run { typist.entry.pane.drag != nil })
    try typist.point(x: 600, y: 12)
    // A hand is never still.
    #expect(
      try typist.run(for: .seconds(20)) {
        try typist.point(x: 599, y: 12, "mousemove_relative", "1", "0")
        return typist.entry.pane.selectedText?.count ?? 0 > 290
      })
    #expect(typist.display.selections.owned[.primary] == nil)
    try typist.point(x: 600, y: 12, "mouseup", "1")
    #expect(typist.run { typist.display.selections.owned[.primary] != nil })
  }

  @Test func draggingBelowManyLinesScrollsToThem() throws {
    let typist = try start(lines: 3)
    typist.entry.text = (0..<40).map { "line \($0)" }.joined(separator: "\n")
    try typist.press("ctrl+Home")
    #expect(typist.run { typist.entry.pane.viewport.piece == 0 })
    try typist.point(x: 8, y: 12, "mousedown", "1")
    try typist.point(x: 90, y: 300)
    #expect(typist.run { typist.entry.pane.selectedText?.contains("line 39") ?? false })
    try typist.point(x: 90, y: 300, "mouseup", "1")
  }

  @Test func theWheelsSidesScrollALongLine() throws {
    let typist = try start()
    try typist.type(String(repeating: "word ", count: 60))
    try typist.press("Home")
    #expect(typist.run { typist.entry.pane.viewport.shift == 0 })
    try typist.point(x: 20, y: 12, "click", "--repeat", "3", "7")
    #expect(typist.run { typist.entry.pane.viewport.shift > 0 })
    try typist.point(x: 20, y: 12, "click", "--repeat", "9", "6")
    #expect(typist.run { typist.entry.pane.viewport.shift == 0 })
  }
}
