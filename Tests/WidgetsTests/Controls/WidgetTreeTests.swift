import Testing
import WidgetTestSupport
import Widgets

struct WidgetTreeTests {
  private let first = ProbeWidget(acceptsFocus: true)
  private let plain = ProbeWidget()
  private let last = ProbeWidget(acceptsFocus: true)
  private let window: TestWindow

  init() {
    window = TestWindow(
      Row(spacing: 0, [.fixed(first), .fixed(plain), .fixed(last)]), width: 200, height: 20)
    window.draw()
  }

  private var tree: WidgetTree { window.tree }

  // MARK: Focus

  @Test func tabGoesThroughTheWidgetsThatAcceptTheFocusAndRound() {
    window.press(.tab)
    #expect(first.hasFocus)
    window.press(.tab)
    #expect(last.hasFocus)
    window.press(.tab)
    #expect(first.hasFocus)
    window.press(.tab, .shift)
    #expect(last.hasFocus)
  }

  @Test func shiftTabStartsAtTheEnd() {
    window.press(.tab, .shift)
    #expect(last.hasFocus)
  }

  @Test func tabPassesHiddenWidgetsAndThoseInsideThem() {
    let inner = ProbeWidget(acceptsFocus: true)
    plain.children = [inner]
    tree.attach(plain)
    plain.isHidden = true
    window.press(.tab)
    window.press(.tab)
    #expect(last.hasFocus)
    #expect(!inner.hasFocus)
  }

  @Test func tabFromAWidgetThatNoLongerAcceptsTheFocusGoesToItsNeighbour() {
    let buttons = [Button("a"), Button("b"), Button("c")]
    let window = TestWindow(Row(buttons.map { .fixed($0) }), width: 300, height: 20)
    window.tree.focus(buttons[1])
    buttons[1].isEnabled = false
    window.press(.tab)
    #expect(buttons[2].hasFocus)
  }

  @Test func tabWithControlOrAltIsLeftToTheWindow() {
    #expect(!window.press(.tab, .control))
    #expect(tree.focused == nil)
  }

  @Test func aKeyGoesFromTheFocusedWidgetOutwardsAndThenToTheWindow() {
    var unused: [KeySymbol] = []
    tree.onUnusedKey = {
      unused.append($0.symbol)
      return true
    }
    tree.focus(first)
    #expect(window.press(.escape))
    #expect(first.events.count == 1)
    #expect(last.events.isEmpty)
    first.usesKeys = true
    window.press(.escape)
    #expect(unused == [.escape])
  }

  @Test func aHiddenWidgetLosesTheKeyboard() {
    first.usesKeys = true
    tree.focus(first)
    first.isHidden = true
    #expect(!window.press(.escape))
    #expect(first.events.isEmpty)
    #expect(tree.focused == nil)
  }

  @Test func aWidgetInsideAHiddenOneLosesTheKeyboardToo() {
    let inner = Button("x")
    let box = Row([.fixed(inner)])
    let window = TestWindow(Column([.fixed(box)]), width: 100, height: 30)
    window.tree.focus(inner)
    box.isHidden = true
    #expect(!window.press(.enter))
    #expect(window.tree.focused == nil)
  }

  @Test func theCaretGoesWhenTheFocusDoes() {
    tree.focus(first)
    tree.context.services.placeCaret(Rect(x: 1, y: 1, width: 1, height: 10))
    tree.focus(last)
    #expect(window.caret == nil)
  }

  @Test func aClickFocusesTheInnermostWidgetThatAcceptsIt() {
    window.click(x: 110, y: 5)
    #expect(last.hasFocus)
    window.click(x: 60, y: 5)
    #expect(last.hasFocus)
    window.click(x: 10, y: 5, button: .middle)
    #expect(last.hasFocus)
  }

  // MARK: The mouse

  @Test func aPressHoldsTheMouseUntilItsOwnReleaseAndOtherButtonsDoNothing() {
    window.pointer(.press, x: 10, y: 5)
    window.pointer(.motion, x: 120, y: 5)
    window.pointer(.press, x: 120, y: 5, button: .secondary)
    window.pointer(.release, x: 120, y: 5, button: .secondary)
    window.pointer(.motion, x: 120, y: 500)
    window.pointer(.release, x: 120, y: 500)
    #expect(first.phases == [.press, .motion, .motion, .release])
    #expect(last.events.isEmpty)
    window.pointer(.motion, x: 120, y: 5)
    #expect(last.phases == [.motion])
  }

  @Test func aPressThatNobodyUsesHoldsNothing() {
    first.usesPointer = false
    #expect(!window.pointer(.press, x: 10, y: 5))
    window.pointer(.motion, x: 120, y: 5)
    #expect(last.phases == [.motion])
  }

  @Test func aWidgetHiddenWhileItHoldsTheMouseLosesIt() {
    window.pointer(.press, x: 10, y: 5)
    first.isHidden = true
    // The others moved to the left.
    window.pointer(.motion, x: 10, y: 5)
    #expect(first.phases == [.press])
    #expect(plain.phases == [.motion])
  }

  @Test func aWidgetTakenOutWhileItHoldsTheMouseLosesIt() {
    let row = Row([.fixed(first), .fixed(last)])
    let window = TestWindow(row, width: 200, height: 20)
    window.pointer(.press, x: 10, y: 5)
    row.items = [.fixed(last)]
    window.pointer(.motion, x: 10, y: 5)
    #expect(first.phases == [.press])
    #expect(last.phases == [.motion])
  }

  @Test func hiddenWidgetsGetNoPointerAndAreNotDrawn() {
    first.isHidden = true
    let before = first.drawCount
    window.click(x: 10, y: 5)
    window.draw()
    #expect(first.events.isEmpty)
    #expect(first.drawCount == before)
  }

  // MARK: Damage

  @Test func onlyWidgetsInTheDamageAreDrawn() {
    last.invalidate()
    window.draw()
    #expect(first.drawCount == 1)
    #expect(last.drawCount == 2)
  }

  @Test func damageOutsideTheWindowIsNone() {
    tree.invalidate(Rect(x: 500, y: 0, width: 10, height: 10))
    #expect(tree.damage.isEmpty)
  }

  @Test func whatIsDamagedDuringADrawingIsDrawnNextTime() {
    plain.onDraw = { [first] in first.invalidate() }
    plain.invalidate()
    window.draw()
    #expect(tree.damage == first.bounds)
    plain.onDraw = nil
    window.draw()
    #expect(tree.damage.isEmpty)
  }

  @Test func damageThatTheCanvasDoesNotReachStays() {
    tree.invalidate(first.bounds)
    tree.draw(on: RecordingCanvas(clip: Rect(x: 0, y: 0, width: 10, height: 10)))
    #expect(tree.damage == first.bounds)
  }

  @Test func hidingAWidgetLaysTheWindowOutAgain() {
    first.isHidden = true
    window.draw()
    #expect(plain.bounds.x == 0)
    first.isHidden = true
    #expect(tree.damage.isEmpty)
  }

  @Test func aNewSizeDamagesTheWholeWindow() {
    tree.resize(to: Size(width: 300, height: 40))
    #expect(tree.damage == Rect(x: 0, y: 0, width: 300, height: 40))
    window.draw()
    tree.resize(to: Size(width: 300, height: 40))
    #expect(tree.damage.isEmpty)
  }
}
