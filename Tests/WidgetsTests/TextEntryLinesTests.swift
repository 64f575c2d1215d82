import Testing
import WidgetTestSupport
import Widgets

/// Up to three lines of 18 cells; row n is from y 6 + 20 n.
@Suite struct TextEntryLinesTests {
  let entry = Entry()
  let window: TestWindow

  init() {
    entry.maximumLines = 3
    window = TestWindow(entry, width: 193, height: 72)
    window.tree.focus(entry)
  }

  func height(for width: Int = 193) -> Int {
    entry.preferredSize(for: width, in: window.tree.context).height
  }

  @Test func shiftEnterMakesALineAndEnterSubmits() {
    var submitted: String?
    entry.onSubmit = { submitted = $0 }
    window.type("one")
    window.press(.enter, .shift)
    window.type("two")
    #expect(submitted == nil)
    window.press(.enter)
    #expect(submitted == "one\ntwo")
  }

  @Test func itGrowsToItsMostAndThenScrollsInside() {
    #expect(height() == 32)
    window.type("one")
    #expect(height() == 32)
    window.press(.enter, .shift)
    #expect(height() == 52)
    window.type("two words that wrap")
    #expect(height() == 72)
    window.press(.enter, .shift)
    window.type("last")
    #expect(height() == 72)
    #expect(window.rows == ["two words that ", "wrap", "last"])
    window.press(.home, .control)
    #expect(window.rows == ["one", "two words that ", "wrap"])
    #expect(height(for: 393) == 72)
    #expect(height(for: 93) == 72)
  }

  @Test func upAndDownKeepTheColumn() {
    entry.text = "0123456789\nab\n0123456789"
    window.press(.left)
    window.press(.up)
    #expect(window.caret == Rect(x: 26, y: 26, width: 1, height: 20))
    window.press(.up)
    #expect(window.caret?.x == 96)
    window.press(.down)
    window.press(.down)
    window.type("|")
    #expect(entry.text == "0123456789\nab\n012345678|9")
  }

  @Test func upGoesToTheStartAndThenIsOfNoUse() {
    window.type("ab")
    #expect(window.press(.up))
    #expect(window.caret?.x == 6)
    #expect(!window.press(.up))
    #expect(window.press(.down))
    #expect(window.caret?.x == 26)
    #expect(!window.press(.down))
  }

  @Test func shiftWithUpAndDownSelects() {
    entry.text = "abc\ndef"
    window.press(.up, .shift)
    #expect(window.selections[.primary] == "\ndef")
    window.press(.up, .shift)
    #expect(window.selections[.primary] == "abc\ndef")
  }

  @Test func homeAndEndGoToTheEdgesOfTheRow() {
    entry.text = "one two three four five\nsix"
    window.press(.home, .control)
    window.press(.end)
    #expect(window.caret == Rect(x: 6 + 180, y: 6, width: 1, height: 20))
    window.type("|")
    #expect(entry.text == "one two three four| five\nsix")
    window.press(.down)
    window.press(.home)
    window.type("<")
    window.press(.end, .control)
    window.type(">")
    #expect(entry.text == "one two three four| five\n<six>")
  }

  @Test func endOfARowInsideALongWordIsTheRowsOwn() {
    entry.text = String(repeating: "x", count: 40)
    window.press(.home, .control)
    window.press(.end)
    #expect(window.caret == Rect(x: 6 + 180, y: 6, width: 1, height: 20))
    window.press(.home)
    #expect(window.caret?.x == 6)
    #expect(window.caret?.y == 6)
    window.click(x: 190, y: 30)
    #expect(window.caret == Rect(x: 6 + 180, y: 26, width: 1, height: 20))
    window.press(.right)
    #expect(window.caret == Rect(x: 16, y: 46, width: 1, height: 20))
  }

  @Test func pastedLinesStayLines() {
    window.selections = [.clipboard: "a\r\nb\rc\td\u{0}"]
    window.press(.character("v"), .control)
    #expect(entry.text == "a\nb\nc\td")
  }

  @Test func aTripleClickSelectsTheLine() {
    entry.text = "one\ntwo and three\nfour"
    window.click(x: 30, y: 36, count: 3)
    #expect(window.selections[.primary] == "two and three")
  }

  @Test func draggingSelectsAcrossLinesAndScrolls() {
    entry.text = (0..<20).map { "line \($0)" }.joined(separator: "\n")
    window.press(.home, .control)
    window.mouse(.press, x: 6, y: 10)
    window.mouse(.motion, x: 6, y: 120)
    for _ in 0..<40 { window.fireTimers() }
    window.mouse(.motion, x: 190, y: 60)
    window.mouse(.release, x: 190, y: 60)
    #expect(window.selections[.primary] == entry.text)
  }

  @Test func theWheelScrollsInsideOnlyWhereThereIsMore() {
    #expect(!window.wheel(1))
    entry.text = (0..<20).map { "line \($0)" }.joined(separator: "\n")
    #expect(window.wheel(-5))
    #expect(window.rows == ["line 12", "line 13", "line 14"])
    window.type("!")
    #expect(window.rows.last == "line 19!")
  }

  @Test func aColumnGivesItTheRoomItAsksFor() {
    let view = TextView()
    let entry = Entry()
    entry.maximumLines = 6
    let column = Column(spacing: 0, padding: 0, [.stretch(view), .fixed(entry)])
    let window = TestWindow(column, width: 193, height: 300)
    window.tree.focus(entry)
    #expect(entry.bounds.height == 32)
    for _ in 0..<3 { window.press(.enter, .shift) }
    _ = window.draw()
    #expect(entry.bounds == Rect(x: 0, y: 208, width: 193, height: 92))
    #expect(view.bounds.height == 208)
    #expect(window.caret?.y == 208 + 6 + 60)
    for _ in 0..<3 { window.press(.backspace) }
    _ = window.draw()
    #expect(entry.bounds.height == 32)
  }
}
