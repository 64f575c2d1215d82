import Testing
import WidgetTestSupport
import Widgets

/// 318 pixels wide: 29 cells a row; row n is from y 6 + 20 n, column n from x 6 + 10 n.
@Suite struct TextViewSelectionTests {
  let view = TextView()
  let window: TestWindow

  init() {
    window = TestWindow(view, width: 318, height: 112)
    window.tree.focus(view)
    view.append(
      TextView.Paragraph([.init("12:00 ", color: .quiet), .init("alice: "), .init("hello there")]))
    view.append("one two three four five six seven eight")
    _ = window.draw()
  }

  @Test func draggingSelectsAcrossLinesAndOwnsPrimary() {
    window.drag(from: Point(x: 66, y: 10), to: Point(x: 66, y: 30))
    #expect(view.plainSelection == "alice: hello there\none tw")
    #expect(window.selections[.primary] == "alice: hello there\none tw")
    window.drag(from: Point(x: 36, y: 30), to: Point(x: 26, y: 10))
    #expect(view.plainSelection == ":00 alice: hello there\none")
  }

  @Test func copiedTextHasNoBreakWhereARowWraps() {
    #expect(window.rows.count == 3)
    window.press(.character("a"), .control)
    window.press(.character("c"), .control)
    let all = "12:00 alice: hello there\none two three four five six seven eight"
    #expect(window.selections[.clipboard] == all)
    #expect(window.selections[.primary] == all)
    window.selections = [:]
    window.press(.insert, .control)
    #expect(window.selections[.clipboard] == all)
  }

  @Test func aMereClickLeavesPrimaryAlone() {
    window.selections[.primary] = "somebody's"
    window.click(x: 66, y: 10)
    #expect(window.selections[.primary] == "somebody's")
    #expect(view.plainSelection == nil)
    #expect(window.press(.character("c"), .control))
    #expect(window.selections[.clipboard] == nil)
  }

  @Test func aDoubleClickSelectsTheWordAndATripleClickTheLine() {
    window.click(x: 80, y: 10, count: 2)
    #expect(view.plainSelection == "alice")
    #expect(window.selections[.primary] == "alice")
    window.click(x: 80, y: 35, count: 3)
    #expect(view.plainSelection == "one two three four five six seven eight")
  }

  @Test func aDoubleClickSelectsTheWordUnderThePointerToItsLastPixel() {
    window.click(x: 66, y: 10, count: 2)
    #expect(view.plainSelection == "alice")
    window.click(x: 115, y: 10, count: 2)
    #expect(view.plainSelection == "alice")
    window.click(x: 300, y: 10, count: 2)
    #expect(view.plainSelection == "there")
  }

  @Test func aDragAfterADoubleClickGrowsByWords() {
    window.click(x: 50, y: 30, count: 1)
    window.mouse(.press, x: 60, y: 30, count: 2)
    window.mouse(.motion, x: 122, y: 30, count: 2)
    #expect(view.plainSelection == "two three")
    window.mouse(.motion, x: 16, y: 30, count: 2)
    #expect(view.plainSelection == "one two")
    window.mouse(.release, x: 16, y: 30, count: 2)
    #expect(window.selections[.primary] == "one two")
  }

  @Test func aShiftClickExtends() {
    window.click(x: 66, y: 10)
    window.click(x: 116, y: 10, modifiers: .shift)
    #expect(view.plainSelection == "alice")
    window.click(x: 6, y: 10, modifiers: .shift)
    #expect(view.plainSelection == "12:00 ")
  }

  @Test func draggingPastTheEdgeScrollsOn() {
    for number in 0..<30 { view.append("line \(number)") }
    _ = window.draw()
    window.mouse(.press, x: 6, y: 50)
    window.mouse(.motion, x: 6, y: -1)
    let before = window.rows[0]
    for _ in 0..<40 { window.fireTimers() }
    #expect(window.rows[0] != before)
    #expect(window.rows[0].hasPrefix("12:00"))
    #expect(view.plainSelection?.hasPrefix("12:00 alice: hello there\none") == true)
    window.mouse(.motion, x: 6, y: 50)
    window.mouse(.motion, x: 6, y: 200)
    for _ in 0..<40 { window.fireTimers() }
    #expect(view.isAtBottom)
    window.mouse(.release, x: 6, y: 200)
    let selected = view.plainSelection
    #expect(window.selections[.primary] == selected)
    window.press(.home)
    for _ in 0..<3 { window.fireTimers() }
    #expect(view.plainSelection == selected)
    #expect(window.rows[0].hasPrefix("12:00"))
  }

  @Test func shiftWithArrowsExtendsTheSelection() {
    window.click(x: 66, y: 10)
    window.press(.right, .shift)
    #expect(view.plainSelection == "a")
    #expect(window.selections[.primary] == "a")
    window.press(.right, [.shift, .control])
    #expect(view.plainSelection == "alice")
    window.press(.end, .shift)
    #expect(view.plainSelection == "alice: hello there")
    window.press(.right, .shift)
    #expect(view.plainSelection == "alice: hello there\n")
    window.press(.left, .shift)
    window.press(.left, [.shift, .control])
    #expect(view.plainSelection == "alice: hello ")
    window.press(.home, .shift)
    #expect(view.plainSelection == "12:00 ")
    window.press(.end, [.shift, .control])
    #expect(view.plainSelection?.hasSuffix("eight") == true)
    window.press(.home, [.shift, .control])
    #expect(view.plainSelection == "12:00 ")
  }

  @Test func shiftWithUpAndDownKeepsTheColumn() {
    window.click(x: 136, y: 10)
    window.press(.down, .shift)
    #expect(view.plainSelection == "hello there\none two three")
    window.press(.down, .shift)
    #expect(
      view.plainSelection == "hello there\none two three four five six seven eight")
    window.press(.up, .shift)
    #expect(view.plainSelection == "hello there\none two three")
    window.press(.up, .shift)
    #expect(view.plainSelection == nil)
  }

  @Test func aSelectionByKeysStartsAtTheEndWhereNothingWasClicked() {
    window.press(.left, [.shift, .control])
    #expect(view.plainSelection == "eight")
  }

  @Test func aSelectionByKeysScrollsToItsEnd() {
    for number in 0..<30 { view.append("line \(number)") }
    _ = window.draw()
    for _ in 0..<10 { window.press(.up, .shift) }
    #expect(!view.isAtBottom)
    #expect(window.rows[0] == "line 19")
    #expect(view.plainSelection?.hasPrefix("\nline 20\n") == true)
  }

  @Test func theSelectionHasAnotherColourWithoutTheFocus() {
    window.click(x: 80, y: 10, count: 2)
    let word = Rect(x: 66, y: 6, width: 50, height: 20)
    #expect(window.filled(with: Theme().selectionBackground) == [word])
    window.tree.windowFocusChanged(to: false)
    #expect(window.filled(with: Theme().selectionBackground) == [])
    #expect(window.filled(with: Theme().inactiveSelectionBackground) == [word])
  }

  @Test func theSelectionStaysWhereItIsWhenTextIsAddedBelow() {
    window.click(x: 80, y: 10, count: 2)
    for number in 0..<30 { view.append("line \(number)") }
    #expect(view.plainSelection == "alice")
    _ = window.draw()
    #expect(view.plainSelection == "alice")
  }

  @Test func replacingASelectedParagraphEndsTheSelection() {
    window.press(.character("a"), .control)
    view.replaceLast(with: TextView.Paragraph([.init("x")]))
    #expect(view.plainSelection == nil)
    window.press(.character("a"), .control)
    view.removeAll()
    #expect(view.plainSelection == nil)
    #expect(window.press(.left, .shift))
  }

  @Test func emojiAndCombiningMarksAreSelectedWhole() {
    view.append("e\u{301}👨‍👩‍👧x")
    view.scrollToBottom()
    _ = window.draw()
    window.click(x: 6, y: 70)
    window.press(.right, .shift)
    window.press(.right, .shift)
    #expect(view.plainSelection == "e\u{301}👨‍👩‍👧")
  }
}
