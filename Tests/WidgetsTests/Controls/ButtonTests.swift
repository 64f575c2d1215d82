import Testing
import WidgetTestSupport
import Widgets

struct ButtonTests {
  private final class Count {
    var presses = 0
  }

  private let count = Count()
  private let button: Button
  private let window: TestWindow

  init() {
    let count = count
    button = Button("Sign in") { count.presses += 1 }
    window = TestWindow(button, width: 100, height: 30)
    window.draw()
  }

  @Test func aClickPressesItWhenItIsLetGo() {
    window.pointer(.press, x: 10, y: 10)
    #expect(count.presses == 0)
    window.pointer(.release, x: 10, y: 10)
    #expect(count.presses == 1)
    #expect(button.hasFocus)
  }

  @Test func lettingGoOutsideDoesNotPressIt() {
    window.drag(from: Point(x: 10, y: 10), to: Point(x: 10, y: 300))
    #expect(count.presses == 0)
  }

  @Test func itLooksPressedOnlyWhileThePointerIsInside() {
    let pressed = Theme().buttonPressedBackground
    window.pointer(.press, x: 10, y: 10)
    #expect(window.draw().operations.contains { $0.fills(with: pressed) })
    window.pointer(.motion, x: 10, y: 300)
    #expect(!window.draw().operations.contains { $0.fills(with: pressed) })
    window.pointer(.motion, x: 10, y: 10)
    #expect(window.draw().operations.contains { $0.fills(with: pressed) })
    window.pointer(.release, x: 10, y: 10)
    #expect(count.presses == 1)
  }

  @Test func otherButtonsOfTheMouseDoNotPressIt() {
    window.click(x: 10, y: 10, button: .secondary)
    window.click(x: 10, y: 10, button: .middle)
    #expect(count.presses == 0)
  }

  @Test func spaceAndReturnPressItAndOtherKeysAreLeftToOthers() {
    window.tree.focus(button)
    window.type(" ")
    #expect(window.press(.enter))
    #expect(count.presses == 2)
    #expect(!window.press(.enter, .control))
    #expect(!window.press(.escape))
    #expect(!window.press(.character("a")))
    #expect(count.presses == 2)
  }

  @Test func disabledItIsQuietAndTakesNeitherFocusNorPresses() {
    button.isEnabled = false
    window.click(x: 10, y: 10)
    window.press(.tab)
    window.press(.enter)
    #expect(count.presses == 0)
    #expect(window.tree.focused == nil)
    let operations = window.draw().operations
    #expect(operations.contains(.text("Sign in", at: Point(x: 15, y: 21), Theme().quietText)))
    #expect(!operations.contains { $0.fills(with: Theme().buttonBackground) })
  }

  @Test func disabledWhileItIsHeldItIsNotPressed() {
    window.pointer(.press, x: 10, y: 10)
    button.isEnabled = false
    window.pointer(.release, x: 10, y: 10)
    #expect(count.presses == 0)
  }

  @Test func aRingShowsTheFocusWhileTheWindowIsActive() {
    let ring = RecordingCanvas.Operation.stroke(button.bounds, Theme().focusRing)
    #expect(!window.draw().operations.contains(ring))
    window.tree.focus(button)
    #expect(window.draw().operations.contains(ring))
    window.tree.windowFocusChanged(to: false)
    #expect(!window.draw().operations.contains(ring))
  }

  @Test func aShortTitleStillMakesAButtonThatCanBeHit() {
    let context = window.tree.context
    #expect(Button("OK").preferredSize(for: 500, in: context) == Size(width: 76, height: 30))
    #expect(button.preferredSize(for: 500, in: context) == Size(width: 94, height: 30))
    window.setScale(2)
    #expect(Button("OK").preferredSize(for: 500, in: context) == Size(width: 152, height: 40))
  }

  @Test func theTitleIsCentredAndCutWhereItIsTooLong() {
    window.tree.invalidate(button.bounds)
    #expect(
      window.draw().operations.contains(
        .text("Sign in", at: Point(x: 15, y: 21), Theme().text)))
    button.title = "Start a router here"
    #expect(window.draw().texts == ["Start a…"])
  }
}
