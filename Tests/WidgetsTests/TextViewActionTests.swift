import Testing
import WidgetTestSupport
import Widgets

/// 318 pixels wide: 29 cells a row; row n is from y 6 + 20 n, column n from x 6 + 10 n.
@Suite struct TextViewActionTests {
  let view = TextView()
  let window: TestWindow
  let done: Done

  final class Done {
    var values: [String] = []
  }

  init() {
    window = TestWindow(view, width: 318, height: 112)
    let done = Done()
    self.done = done
    view.onAction = { done.values.append($0) }
    window.tree.focus(view)
    // Row 0: "see LINK and OTHER here".
    append("see LINK and OTHER here", [(4..<8, "one"), (13..<18, "two")])
    view.append("nothing in this row")
    _ = window.draw()
  }

  private func append(_ text: String, _ actions: [(Range<Int>, String)]) {
    view.append(
      .init([.init(text, actions: actions.map { TextAction($0.0, value: $0.1) })], indent: 0))
  }

  private func move(x: Int, y: Int) { window.mouse(.motion, x: x, y: y) }

  // MARK: How it looks

  @Test func itIsDrawnOnceInItsColourAndUnderlined() {
    let theme = Theme()
    #expect(window.filled(with: theme.link).map(\.x) == [46, 136])
    #expect(window.filled(with: theme.link).map(\.width) == [40, 50])
    #expect(window.filled(with: theme.link).allSatisfy { $0.y > 6 + 16 && $0.maxY <= 26 })
    let colors = window.redraw().operations.compactMap { operation -> Color? in
      if case .text(_, let at, let color) = operation, at.y < 26 { color } else { nil }
    }
    #expect(colors == [theme.text, theme.link, theme.text, theme.link, theme.text])
  }

  @Test func theSelectionIsDrawnOverIt() {
    window.press(.character("a"), .control)
    #expect(window.filled(with: Theme().selectionText).contains { $0.x == 46 && $0.width == 40 })
  }

  @Test func textThatRunsToTheLeftStaysOneLineWithItsLink() {
    view.removeAll()
    append("\u{5d0}\u{5d1} AB \u{5d2}", [(5..<7, "one")])
    // The link stands in the middle of a line that runs to the left: ג AB בא at the right edge.
    #expect(window.rows.first?.hasSuffix("\u{5d2} AB \u{5d1}\u{5d0}") == true)
    let link = window.filled(with: Theme().link)
    #expect(link.count == 1 && link[0].width == 20)
    window.click(x: link[0].x + 5, y: 10)
    #expect(done.values == ["one"])
  }

  // MARK: The mouse

  @Test func aClickDoesIt() {
    window.click(x: 46, y: 10)
    #expect(done.values == ["one"])
    window.click(x: 185, y: 25)
    #expect(done.values == ["one", "two"])
  }

  @Test(arguments: [(45, 10), (86, 10), (60, 5), (60, 26), (60, 30), (290, 10), (60, 100)])
  func aClickBesideItDoesNothing(x: Int, y: Int) {
    window.click(x: x, y: y)
    #expect(done.values == [])
  }

  @Test func onlyThePlainFirstButtonDoesIt() {
    window.click(x: 60, y: 10, button: .middle)
    window.click(x: 60, y: 10, button: .secondary)
    window.click(x: 60, y: 10, modifiers: .shift)
    window.click(x: 60, y: 10, modifiers: .control)
    #expect(done.values == [])
  }

  @Test func aDoubleClickDoesItOnceAndSelectsTheWord() {
    window.click(x: 60, y: 10, count: 2)
    #expect(done.values == ["one"])
    #expect(view.plainSelection == "LINK")
  }

  @Test func aPressAloneAndAReleaseAloneDoNothing() {
    window.mouse(.press, x: 60, y: 10)
    #expect(done.values == [])
    window.mouse(.motion, x: 150, y: 10)
    window.mouse(.release, x: 150, y: 10)
    window.mouse(.press, x: 20, y: 30)
    window.mouse(.release, x: 60, y: 10)
    #expect(done.values == [])
  }

  @Test func draggingAcrossItSelectsAndDoesNothing() {
    window.drag(from: Point(x: 56, y: 10), to: Point(x: 76, y: 10))
    #expect(view.plainSelection == "IN")
    window.drag(from: Point(x: 6, y: 10), to: Point(x: 196, y: 10))
    #expect(view.plainSelection == "see LINK and OTHER ")
    // Away and back is no click either.
    window.mouse(.press, x: 60, y: 10)
    window.mouse(.motion, x: 120, y: 10)
    window.mouse(.motion, x: 60, y: 10)
    window.mouse(.release, x: 60, y: 10)
    #expect(done.values == [])
  }

  @Test func aHandThatTremblesClicksAndSelectsNothing() {
    window.mouse(.press, x: 55, y: 10)
    window.mouse(.motion, x: 57, y: 12)
    window.mouse(.release, x: 57, y: 12)
    #expect(done.values == ["one"])
    #expect(view.plainSelection == nil)
  }

  @Test func whatIsUnderThePointerNoMoreIsNotDone() {
    window.mouse(.press, x: 60, y: 10)
    view.prepend([.init([.init("SOMETHING OLDER", actions: [TextAction(0..<15, value: "three")])])])
    view.scrollToTop()
    window.mouse(.release, x: 60, y: 10)
    #expect(done.values == [])
    window.mouse(.press, x: 60, y: 10)
    view.removeAll()
    window.mouse(.release, x: 60, y: 10)
    #expect(done.values == [])
  }

  @Test func nothingIsDoneWhereNobodyListens() {
    view.onAction = nil
    window.click(x: 60, y: 10)
    move(x: 60, y: 10)
    #expect(window.pointerShape == .arrow)
    #expect(!window.press(.right))
  }

  // MARK: The pointer

  @Test func thePointerIsAHandOverItAlone() {
    move(x: 60, y: 10)
    #expect(window.pointerShape == .hand)
    move(x: 100, y: 10)
    #expect(window.pointerShape == .arrow)
    move(x: 140, y: 10)
    #expect(window.pointerShape == .hand)
    window.mouse(.leave, x: 140, y: 0)
    #expect(window.pointerShape == .arrow)
    // Over the scroll bar, which is inside the view.
    move(x: 140, y: 10)
    move(x: 310, y: 10)
    #expect(window.pointerShape == .arrow)
  }

  @Test func thePointerChangesWhenTheTextMovesBelowIt() {
    move(x: 60, y: 10)
    #expect(window.pointerShape == .hand)
    view.prepend([.init([.init("something older")])])
    view.scrollToTop()
    window.draw()
    #expect(window.pointerShape == .arrow)
  }

  @Test func thePointerStaysAsItIsWhileTextIsSelected() {
    window.mouse(.press, x: 20, y: 10)
    move(x: 60, y: 10)
    #expect(window.pointerShape == .arrow)
    window.mouse(.release, x: 60, y: 10)
    #expect(window.pointerShape == .hand)
  }

  // MARK: Keys

  @Test func leftAndRightGoFromOneToTheNext() {
    #expect(window.press(.left))
    #expect(view.plainSelection == "OTHER")
    #expect(window.press(.left))
    #expect(view.plainSelection == "LINK")
    #expect(!window.press(.left))
    #expect(view.plainSelection == "LINK")
    #expect(window.press(.right))
    #expect(view.plainSelection == "OTHER")
    #expect(!window.press(.right))
    #expect(window.selections[.primary] == "OTHER")
    window.press(.character("c"), .control)
    #expect(window.selections[.clipboard] == "OTHER")
  }

  @Test func returnDoesWhatIsChosenAndNothingElse() {
    #expect(!window.press(.enter))
    window.press(.right)
    #expect(window.press(.enter))
    #expect(done.values == ["one"])
    window.press(.right, .shift)
    #expect(!window.press(.enter))
    window.click(x: 20, y: 30)
    #expect(!window.press(.enter))
    #expect(done.values == ["one"])
  }

  @Test func whatIsChosenComesIntoViewBeforeItIsDone() {
    for number in 0..<20 { view.append("row \(number)") }
    view.scrollToTop()
    #expect(window.press(.right))
    view.scrollToBottom()
    #expect(window.press(.enter))
    #expect(done.values == [])
    #expect(window.rows.contains { $0.contains("LINK") })
    #expect(window.press(.enter))
    #expect(done.values == ["one"])
  }

  @Test func choosingOneOutOfViewBringsItIntoView() {
    for number in 0..<20 { view.append("row \(number)") }
    window.press(.left)
    #expect(view.plainSelection == "OTHER")
    #expect(window.rows.contains { $0.contains("OTHER") })
  }

  // MARK: Long ones

  /// A row and a half, and then cut where a piece of the text ends, 2,048 bytes long.
  @Test(arguments: [20, 60, 3_000])
  func aLongOneIsOneHoweverItIsCut(length: Int) {
    view.removeAll()
    let link = String(repeating: "x", count: length)
    append("see " + link + " there", [(4..<4 + length, "long")])
    append("and LINK", [(4..<8, "next")])
    view.scrollToTop()
    window.press(.right)
    #expect(view.plainSelection == link)
    window.press(.right)
    #expect(view.plainSelection == "LINK")
    window.press(.left)
    #expect(view.plainSelection == link)
    view.scrollToTop()
    // Where it doesn't fit behind the first word, it begins in the next row.
    window.click(x: 60, y: length == 20 ? 10 : 30)
    #expect(done.values == ["long"])
  }

  @Test func lineBreaksOfOldSystemsDoNotMoveIt() {
    view.removeAll()
    append("a\r\nb\r\nLINK", [(6..<10, "one")])
    window.press(.left)
    #expect(view.plainSelection == "LINK")
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func everyLineBreakOfUnicodeEndsALine(lineBreak: String) {
    view.removeAll()
    let start = "“a”\(lineBreak)b\(lineBreak)"
    append(start + "LINK", [(start.utf8.count..<start.utf8.count + 4, "one")])
    window.press(.left)
    #expect(view.plainSelection == "LINK")
    view.selectAll()
    #expect(view.plainSelection == "“a”\nb\nLINK")
  }

  @Test func whatIsCopiedHasNoControlCharacters() {
    view.append("a\u{1b}[31m\u{9b}b\u{7}\tc\nd")
    window.press(.character("a"), .control)
    window.press(.character("c"), .control)
    #expect(window.selections[.clipboard]?.hasSuffix("row\na[31mb\tc\nd") == true)
    #expect(window.selections[.primary] == window.selections[.clipboard])
  }
}
