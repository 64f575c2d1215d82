import Testing
import Widgets

/// A megabyte in an entry: a key costs what it costs in a short text.
@Suite struct TextEntryScaleTests {
  let entry = Entry()
  let window: TestWindow
  /// What a key may shape: each of six rows may be a piece of its own, shaped to wrap it and to draw it.
  let screenful = 50_000

  init() {
    entry.maximumLines = 6
    window = TestWindow(entry, width: 400, height: 132)
    window.tree.focus(entry)
  }

  @Test(arguments: [
    "word and another ", "x", "行", "line\n", "\n", "👩‍👩‍👧‍👦", "e\u{301}", "\u{301}",
  ])
  func aMegabyteIsPastedAndEdited(unit: String) {
    let pasted = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    window.selections = [.clipboard: pasted]
    window.type("<")
    window.press(.character("v"), .control)
    _ = window.draw()
    #expect(window.shaper.shapedByteCount < screenful)
    check(.character("x"), text: "x")
    check(.enter, .shift)
    check(.backspace)
    check(.up)
    check(.up, .shift)
    check(.home, .control)
    check(.delete)
    check(.end)
    check(.down)
    check(.character("y"), text: "y")
    check(.right, [.control, .shift])
    check(.backspace)
    check(.end, .control)
    check(.backspace, .control)
    check(.left, .control)
    for _ in 0..<10 { check(.character("z"), .control) }
    #expect(entry.text == "")
    for _ in 0..<2 { check(.character("y"), .control) }
    #expect(entry.text.utf8.count == pasted.utf8.count + 1)
  }

  @Test func aMegabyteInOneLineScrollsSideways() {
    entry.maximumLines = 1
    window.selections = [.clipboard: String(repeating: "word\n", count: 200_000)]
    window.press(.character("v"), .control)
    _ = window.draw()
    #expect(window.caret?.maxX == 394)
    #expect(window.shaper.shapedByteCount < screenful)
    check(.character("x"), text: "x")
    check(.home)
    #expect(window.caret?.x == 6)
    check(.right, .control)
    #expect(window.caret?.x == 46)
    check(.end)
    #expect(window.caret?.maxX == 394)
    check(.left)
    check(.backspace)
    #expect(entry.text.hasSuffix("word wordx"))
  }

  @Test func aLongWordIsWalkedThroughInBoundedSteps() {
    entry.text = String(repeating: "x", count: 1_000_000)
    check(.left, .control)
    #expect(window.caret != nil)
    window.click(x: 30, y: 30, count: 2)
    #expect((window.selections[.primary]?.utf8.count ?? 0) <= 2 * 4_096)
    #expect((window.selections[.primary]?.utf8.count ?? 0) >= 4_096)
  }

  @Test func clustersAcrossTheEdgeOfAPieceStayWhole() {
    // One cluster of 25 bytes after the other, so that none ends where a piece must.
    entry.text = String(repeating: "👩‍👩‍👧‍👦", count: 400)
    window.press(.home, .control)
    for _ in 0..<400 { window.press(.right) }
    window.type("!")
    #expect(entry.text.count == 401)
    #expect(entry.text.last == "!")
    window.press(.backspace)
    for rest in stride(from: 399, through: 0, by: -1) {
      window.press(.backspace)
      #expect(entry.text.count == rest)
    }
  }

  @Test func aClusterLongerThanAPieceIsNoTrouble() {
    entry.text = "a" + String(repeating: "\u{301}", count: 30_000) + "b"
    _ = window.draw()
    for key in [KeySymbol.backspace, .left, .right, .home, .delete, .end] { window.press(key) }
    window.press(.character("a"), .control)
    window.press(.backspace)
    #expect(entry.text == "")
  }

  private func check(_ symbol: KeySymbol, _ modifiers: Modifiers = [], text: String = "") {
    let before = window.shaper.shapedByteCount
    #expect(window.tree.handle(.key(KeyEvent(symbol, modifiers: modifiers, text: text))))
    _ = window.draw()
    let shaped = window.shaper.shapedByteCount - before
    #expect(shaped < screenful, "\(symbol) shaped \(shaped) bytes")
  }
}
