import Testing
import WidgetTestSupport
import Widgets
import TestSupport

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

  @Test func aMarkTypedAtTheStartOfAPieceJoinsTheClusterBefore() {
    entry.text = String(repeating: "a", count: 2_048) + "b"
    window.press(.left)
    window.tree.handle(.key(KeyEvent(.unknown, text: "\u{301}")))
    #expect(entry.text.count == 2_049)
    window.press(.left)
    window.press(.delete)
    #expect(entry.text == String(repeating: "a", count: 2_047) + "b")
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func aClusterLongerThanAPieceIsNoTrouble(seed: UInt64) {
    let start = "a" + String(repeating: "\u{301}", count: 5_000) + "b"
    entry.text = start
    var random = SeededGenerator(seed: seed)
    let keys = [KeySymbol.backspace, .delete, .left, .right, .home, .end, .up, .down]
    for _ in 0..<200 {
      let shift: Modifiers = Bool.random(using: &random) ? .shift : []
      window.press(keys.randomElement(using: &random) ?? .left, shift)
      if Int.random(in: 0..<3, using: &random) == 0 {
        let text = ["\u{301}", "x", "\u{200D}"].randomElement(using: &random) ?? ""
        window.tree.handle(.key(KeyEvent(.unknown, text: text)))
      }
      _ = window.draw()
    }
    let end = Array(entry.text.utf8)
    for _ in 0..<400 { window.press(.character("z"), .control) }
    #expect(Array(entry.text.utf8) == Array(start.utf8))
    for _ in 0..<400 { window.press(.character("y"), .control) }
    #expect(Array(entry.text.utf8) == end)
  }

  private func check(_ symbol: KeySymbol, _ modifiers: Modifiers = [], text: String = "") {
    let before = window.shaper.shapedByteCount
    #expect(window.tree.handle(.key(KeyEvent(symbol, modifiers: modifiers, text: text))))
    _ = window.draw()
    let shaped = window.shaper.shapedByteCount - before
    #expect(shaped < screenful, "\(symbol) shaped \(shaped) bytes")
  }
}
