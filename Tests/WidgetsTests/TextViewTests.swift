import Testing
import WidgetTestSupport
import Widgets

/// 206 pixels wide: 18 cells a row beside the scroll bar; each row 20 pixels high.
@Suite struct TextViewTests {
  let view = TextView()
  let window: TestWindow

  init() {
    window = TestWindow(view, width: 206, height: 112)
    window.tree.focus(view)
  }

  @Test func aParagraphIsDrawnSpanBySpan() {
    view.append(
      TextView.Paragraph([
        .init("12:00 ", style: .small, color: .quiet), .init("Me: ", style: .bold, color: .ownName),
        .init("hello"),
      ]))
    let theme = Theme()
    let drawn = window.draw().operations.compactMap {
      if case .text(let text, let at, let color) = $0 { (text, at.x, color) } else { nil }
    }
    #expect(drawn.map(\.0) == ["12:00 ", "Me: ", "hello"])
    #expect(drawn.map(\.1) == [6, 66, 106])
    #expect(drawn.map(\.2) == [theme.quietText, theme.ownName, theme.text])
  }

  @Test func rowsWrapAtSpacesAndLongWordsAtClusters() {
    view.append("one two three four five")
    view.append(String(repeating: "a", count: 20))
    view.append("x " + String(repeating: "e\u{301}", count: 19))
    let words = ["one two three four ", "five"]
    let letters = [String(repeating: "a", count: 18), "aa"]
    let marked = ["x ", String(repeating: "e", count: 18), "e"]
    #expect(window.rows == Array((words + letters + marked).suffix(5)))
    #expect(window.press(.home))
    #expect(window.rows == Array((words + letters + marked).prefix(5)))
  }

  @Test func aRowFitsToThePixel() {
    view.append("123456789012345678")
    view.append("1234567890123456789")
    #expect(window.rows == ["123456789012345678", "123456789012345678", "9"])
  }

  @Test func rowsAfterTheFirstAreIndented() {
    view.append("aaaa bbbb cccc dddd eeee\nffff", indent: 20)
    let drawn = window.draw().operations.compactMap {
      if case .text(let text, let at, _) = $0 { "\(at.x):\(text)" } else { nil }
    }
    #expect(drawn == ["6:aaaa bbbb cccc ", "26:dddd eeee", "26:ffff"])
  }

  @Test func emptyParagraphsAndLineBreaksTakeARow() {
    view.append("a")
    view.append("")
    view.append("b\r\n\r\nc")
    #expect(window.placedRows.map(\.y) == [22, 62, 102])
  }

  @Test func itStaysAtTheBottomWhenItIsThere() {
    for number in 0..<20 { view.append("line \(number)") }
    #expect(view.isAtBottom)
    #expect(window.rows == (15..<20).map { "line \($0)" })
    view.append("one more")
    #expect(view.isAtBottom)
    #expect(window.rows.last == "one more")
    #expect(window.placedRows.last?.y == 6 + 100 - 20 + 16)
  }

  @Test func itStaysPutWhenItIsNotAtTheBottom() {
    for number in 0..<20 { view.append("line \(number)") }
    _ = window.rows
    window.press(.up)
    window.press(.up)
    #expect(!view.isAtBottom)
    let before = window.placedRows.map(\.text)
    #expect(before == (13..<18).map { "line \($0)" })
    view.append("one more that is quite a bit longer than a row")
    #expect(window.rows == before)
    #expect(!view.isAtBottom)
    for _ in 0..<9 { window.press(.down) }
    #expect(view.isAtBottom)
  }

  @Test func resizingKeepsTheFirstRowFirst() {
    for number in 0..<50 { view.append("paragraph \(number) of some words that wrap") }
    _ = window.rows
    window.press(.pageUp)
    window.press(.pageUp)
    window.press(.up)
    let first = window.rows[0]
    for width in [300, 150, 1000, 206] {
      window.tree.resize(to: Size(width: width, height: 112))
      let word = first.split(separator: " ")[0]
      #expect(window.rows[0].contains(word), "\(width): \(window.rows[0])")
    }
    #expect(window.rows[0] == first)
  }

  @Test func resizingAtTheBottomStaysThere() {
    for number in 0..<50 { view.append("paragraph \(number) of some words that wrap") }
    for size in [(300, 200), (120, 60), (500, 400)] {
      window.tree.resize(to: Size(width: size.0, height: size.1))
      #expect(window.rows.last?.hasSuffix("wrap") == true)
      #expect(view.isAtBottom)
    }
  }

  @Test func aTextThatFitsStartsAtTheTop() {
    view.append("a")
    view.append("b")
    #expect(window.placedRows.map(\.y) == [22, 42])
    #expect(view.isAtBottom)
    window.press(.pageUp)
    window.press(.up)
    #expect(view.isAtBottom)
    #expect(window.placedRows.map(\.y) == [22, 42])
  }

  @Test func keysScroll() {
    for number in 0..<20 { view.append("line \(number)") }
    _ = window.rows
    window.press(.pageUp)
    #expect(window.rows == (11..<16).map { "line \($0)" })
    window.press(.pageDown)
    #expect(window.rows[0] == "line 15")
    #expect(view.isAtBottom)
    window.press(.home, .control)
    #expect(window.rows[0] == "line 0")
    window.press(.end)
    #expect(window.rows[0] == "line 15")
    window.press(.home)
    window.press(.down)
    #expect(window.rows[0] == "line 1")
    window.press(.end, .control)
    #expect(view.isAtBottom)
  }

  @Test func theWheelTurnsThreeRowsANotchAndKeepsFractions() {
    for number in 0..<40 { view.append("line \(number)") }
    _ = window.rows
    #expect(window.wheel(-1))
    #expect(window.rows[0] == "line 32")
    for _ in 0..<8 { #expect(window.wheel(-0.125)) }
    #expect(window.rows[0] == "line 29")
    #expect(window.wheel(2))
    #expect(view.isAtBottom)
  }

  @Test func theScrollBarShowsAndMovesTheView() throws {
    for number in 0..<40 { view.append("line \(number)") }
    _ = window.rows
    let bar = try #require(view.scrollBarForTest)
    #expect(bar.contentLength == 800)
    #expect(bar.visibleLength == 100)
    #expect(bar.offset == 700)
    bar.onScroll?(100)
    #expect(window.rows == (5..<10).map { "line \($0)" })
    #expect(bar.offset == 100)
    bar.onScroll?(700)
    #expect(view.isAtBottom)
  }

  @Test func theLastParagraphCanBeReplacedAndAllRemoved() {
    view.append("first")
    view.append("sending…")
    view.replaceLast(with: TextView.Paragraph([.init("sent")]))
    #expect(window.rows == ["first", "sent"])
    #expect(view.count == 2)
    view.removeAll()
    #expect(window.rows == [])
    #expect(view.count == 0)
    view.append("again")
    #expect(window.rows == ["again"])
  }

  @Test func olderTextIsAddedAboveWithoutAJump() {
    for number in 0..<20 { view.append("line \(number)") }
    _ = window.rows
    window.press(.up)
    window.click(x: 20, y: 30, count: 2)
    #expect(view.plainSelection == "line")
    let before = window.placedRows.map { "\($0)" }
    view.prepend((0..<30).map { TextView.Paragraph([.init("older \($0) and longer than a row")]) })
    #expect(window.placedRows.map { "\($0)" } == before)
    #expect(view.plainSelection == "line")
    #expect(view.count == 50)
    window.press(.home)
    #expect(window.rows[0] == "older 0 and longer ")
    window.press(.end)
    view.prepend([TextView.Paragraph([.init("oldest")])])
    #expect(window.rows.last == "line 19")
    view.removeAll()
    view.prepend([TextView.Paragraph([.init("alone")])])
    #expect(window.rows == ["alone"])
  }

  @Test func whatIsDrawnOnceIsNotDrawnAgain() {
    for number in 0..<40 {
      view.append("paragraph \(number) 行行行行行行行行行行行行行行行行行行 of some words that wrap")
      window.draw()
      #expect(window.tree.damage == .zero)
    }
    for key in [KeySymbol.pageUp, .up, .pageUp, .home, .down, .end] {
      window.press(key)
      window.draw()
      #expect(window.tree.damage == .zero)
    }
    window.press(.home)
    window.draw()
    view.append("below")
    #expect(window.tree.damage.width <= 12)
    window.mouse(.press, x: 30, y: 30)
    window.draw()
    window.mouse(.motion, x: 60, y: 30)
    #expect(window.tree.damage.height == 20)
    window.mouse(.motion, x: 60, y: 50)
    window.draw()
    window.mouse(.motion, x: 100, y: 50)
    #expect(window.tree.damage.height == 20)
  }

  @Test func theFocusIsVisible() {
    let ring = RecordingCanvas.Operation.stroke(view.bounds, Theme().focusRing)
    #expect(window.redraw().operations.contains(ring))
    window.tree.windowFocusChanged(to: false)
    #expect(!window.redraw().operations.contains(ring))
    window.tree.windowFocusChanged(to: true)
    window.tree.focus(nil)
    #expect(!window.redraw().operations.contains(ring))
  }

  @Test func keysItHasNoUseForGoOn() {
    view.append("a")
    for symbol in [
      KeySymbol.escape, .left, .right, .tab, .enter, .backspace, .character("a"), .function(1),
    ] where symbol != .tab {
      #expect(!window.press(symbol))
    }
    #expect(!window.press(.character("w"), .control))
    #expect(!window.press(.up, .alt))
    #expect(!window.press(.character("v"), .control))
  }
}
