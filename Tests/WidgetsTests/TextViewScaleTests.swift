import Testing
import WidgetTestSupport
import Widgets
import TestSupport

/// Nothing that can't be seen is shaped, and nothing moves when guesses give way to measures.
@Suite struct TextViewScaleTests {
  let view = TextView()
  let window: TestWindow
  /// What a screenful may cost: each visible piece twice (to wrap it and to draw its rows).
  let screenful = 20_000

  init() {
    window = TestWindow(view, width: 400, height: 312)
    window.tree.focus(view)
  }

  @Test func appendingShapesNothing() {
    for number in 0..<10_000 { view.append("message \(number) of a long talk") }
    #expect(window.shaper.shapedByteCount == 0)
    _ = window.draw()
    #expect(window.shaper.shapedByteCount < 2_000)
  }

  @Test func tenThousandMessagesAreScrolledThroughScreenByScreen() {
    for number in 0..<10_000 {
      view.append("message \(number) of a long talk, some wrap, others don't")
    }
    _ = window.draw()
    let bar = view.scrollBarForTest
    for tenth in 0..<10 {
      let before = window.shaper.shapedByteCount
      bar?.onScroll?((bar?.contentLength ?? 0) * tenth / 10)
      _ = window.draw()
      window.press(.pageDown)
      _ = window.draw()
      #expect(window.shaper.shapedByteCount - before < screenful)
    }
    let before = window.shaper.shapedByteCount
    window.press(.home)
    #expect(window.rows[0].hasPrefix("message 0 "))
    window.press(.end)
    #expect(window.shaper.shapedByteCount - before < screenful)
  }

  @Test func resizingTenThousandMessagesShapesWhatIsVisible() {
    for number in 0..<10_000 {
      view.append("message \(number) of a long talk, some wrap, others don't")
    }
    _ = window.draw()
    for width in 300..<330 {
      let before = window.shaper.shapedByteCount
      window.tree.resize(to: Size(width: width, height: 312))
      _ = window.draw()
      #expect(window.shaper.shapedByteCount - before < screenful)
    }
  }

  @Test(arguments: ["lorem ipsum ", "x", "行", "👩‍👩‍👧‍👦", "a\n"])
  func aMessageOfSixtyThousandCharactersIsShapedInPieces(unit: String) {
    view.append("before")
    view.append(String(repeating: unit, count: 60_000 / unit.count))
    view.append("after")
    #expect(window.rows.last == "after")
    var before = window.shaper.shapedByteCount
    #expect(before < screenful)
    for key in [KeySymbol.home, .pageDown, .pageDown, .end, .pageUp] {
      window.press(key)
      _ = window.draw()
      #expect(window.shaper.shapedByteCount - before < screenful)
      before = window.shaper.shapedByteCount
    }
    let bar = view.scrollBarForTest
    bar?.onScroll?((bar?.contentLength ?? 0) / 2)
    _ = window.draw()
    #expect(window.shaper.shapedByteCount - before < screenful)
    #expect(!view.isAtBottom)
  }

  @Test func drawingAgainShapesNothing() {
    view.append(String(repeating: "lorem ipsum ", count: 5_000))
    _ = window.redraw()
    let before = window.shaper.shapedByteCount
    _ = window.redraw()
    #expect(window.shaper.shapedByteCount == before)
  }

  @Test func pagingUpThroughTextOfUnknownHeightSkipsNothing() {
    var random = SeededGenerator(seed: 7)
    var expected: [String] = []
    for number in 0..<400 {
      // Narrow letters and wide ones, so that the guesses are wrong both ways.
      let unit = Bool.random(using: &random) ? "行" : "i"
      let parts = (0..<Int.random(in: 0...100, using: &random)).map { "\(unit)\(number).\($0)" }
      let text = "\(number):" + parts.joined()
      view.append(text)
      expected.append(text)
    }
    var seen = window.rows
    for _ in 0..<2_000 where !(seen.first?.hasPrefix("0:") ?? true) {
      let top = seen[0]
      window.press(.pageUp)
      let rows = window.rows
      // One row of the last page stays in view, at the bottom, but at the very top.
      let overlap = rows.lastIndex(of: top) ?? rows.count
      if !rows[0].hasPrefix("0:") { #expect(overlap == rows.count - 1) }
      seen = rows[..<overlap] + seen
    }
    #expect(seen.joined() == expected.joined())
  }

  @Test func whatIsSeenStaysWhenTextIsAddedAndGuessesAreReplaced() {
    for number in 0..<300 { view.append("\(number) " + String(repeating: "行", count: number)) }
    let bar = view.scrollBarForTest
    bar?.onScroll?((bar?.contentLength ?? 0) / 3)
    let before = window.placedRows.map { "\($0)" }
    for number in 0..<50 {
      view.append("new \(number) " + String(repeating: "i", count: 500))
      #expect(window.placedRows.map { "\($0)" } == before)
    }
    window.press(.pageUp)
    window.press(.pageUp)
    window.press(.pageDown)
    window.press(.pageDown)
    #expect(window.placedRows.map { "\($0)" } == before)
  }

  @Test func rowsInAMiddleOfALongMessageStayPutOnAppendToo() {
    view.append(String(repeating: "0123456789", count: 6_000))
    _ = window.draw()
    window.press(.pageUp)
    let before = window.placedRows.map { "\($0)" }
    view.append("another")
    #expect(window.placedRows.map { "\($0)" } == before)
  }

  @Test func selectingAllOfALongTranscriptShapesNothingMore() {
    for number in 0..<10_000 { view.append("message \(number)") }
    _ = window.draw()
    let before = window.shaper.shapedByteCount
    window.press(.character("a"), .control)
    _ = window.draw()
    #expect(window.shaper.shapedByteCount == before)
    let lines = window.selections[.primary]?.split(separator: "\n")
    #expect(lines?.count == 10_000)
    #expect(lines?.last == "message 9999")
  }

  @Test func dragScrollingShapesOnlyWhatComesIntoView() {
    for number in 0..<10_000 { view.append("message \(number)") }
    _ = window.draw()
    window.mouse(.press, x: 50, y: 100)
    window.mouse(.motion, x: 50, y: -500)
    let before = window.shaper.shapedByteCount
    for _ in 0..<50 {
      window.fireTimers()
      _ = window.draw()
    }
    #expect(window.shaper.shapedByteCount - before < screenful)
    window.mouse(.release, x: 50, y: -500)
    #expect((window.selections[.primary]?.split(separator: "\n").count ?? 0) > 300)
  }
}
