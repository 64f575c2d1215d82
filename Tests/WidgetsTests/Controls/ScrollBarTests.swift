import Testing
import WidgetTestSupport
import Widgets

struct ScrollBarTests {
  private final class Log {
    var offsets: [Int] = []
  }

  private let bar = ScrollBar()
  private let log = Log()
  private let window: TestWindow

  /// 1,000 pixels of content, of which 200 are visible: the thumb is 40 of 200, and travels 160.
  init() {
    window = TestWindow(bar, width: 12, height: 200)
    bar.contentLength = 1000
    bar.visibleLength = 200
    let log = log
    bar.onScroll = { log.offsets.append($0) }
    window.draw()
  }

  private var thumb: Rect? { bar.thumb(in: window.tree.context) }

  @Test func theThumbIsAsLongAsTheVisibleShare() {
    #expect(thumb == Rect(x: 0, y: 0, width: 12, height: 40))
    bar.offset = 800
    #expect(thumb == Rect(x: 0, y: 160, width: 12, height: 40))
  }

  @Test func theThumbOfSomethingVeryLongCanStillBeHeld() {
    bar.contentLength = 1_000_000
    #expect(thumb?.height == 20)
    window.setScale(2)
    #expect(thumb?.height == 40)
  }

  @Test func whereNothingScrollsThereIsNoThumbAndTheWheelIsLeftToOthers() {
    bar.contentLength = 200
    #expect(thumb == nil)
    #expect(!window.turnWheel(1, x: 5, y: 5))
    #expect(!window.draw().operations.contains { $0.fills(with: Theme().scrollBarThumb) })
  }

  @Test func theOffsetStaysWithinTheContentInWhateverOrderItIsSet() {
    bar.offset = 5000
    #expect(bar.offset == 800)
    bar.offset = -5
    #expect(bar.offset == 0)
    bar.offset = 1500
    bar.contentLength = 2000
    #expect(bar.offset == 1500)
    #expect(log.offsets.isEmpty)
  }

  @Test func draggingTheThumbKeepsItUnderThePointer() {
    window.pointer(.press, x: 5, y: 10)
    window.pointer(.motion, x: 5, y: 90)
    #expect(bar.offset == 400)
    #expect(thumb?.y == 80)
    // Far off the bar and past its end the mouse is still the bar's.
    window.pointer(.motion, x: 500, y: 900)
    window.pointer(.release, x: 500, y: 900)
    #expect(log.offsets == [400, 800])
    window.pointer(.motion, x: 5, y: 10)
    #expect(bar.offset == 800)
  }

  @Test func theThumbLooksHeldWhileItIsDragged() {
    let active = Theme().scrollBarActiveThumb
    window.pointer(.press, x: 5, y: 10)
    #expect(window.draw().operations.contains { $0.fills(with: active) })
    window.pointer(.release, x: 5, y: 10)
    #expect(!window.draw().operations.contains { $0.fills(with: active) })
  }

  @Test func aClickInTheTroughGoesOnePageAndHoldingItGoesOn() {
    window.pointer(.press, x: 5, y: 150)
    #expect(log.offsets == [180])
    window.fireTimers()
    window.fireTimers()
    #expect(log.offsets == [180, 360, 540])
    // Now the thumb is at 108 to 148; one page more takes it over the pointer, where it stays.
    window.fireTimers()
    window.fireTimers()
    window.fireTimers()
    #expect(log.offsets == [180, 360, 540, 720])
    window.pointer(.release, x: 5, y: 150)
  }

  @Test func lettingTheButtonGoEndsThePaging() {
    window.pointer(.press, x: 5, y: 190)
    window.pointer(.release, x: 5, y: 190)
    window.fireTimers()
    #expect(log.offsets == [180])
  }

  @Test func pagingThatOvershootsThePointerDoesNotComeBack() {
    bar.contentLength = 400
    window.pointer(.press, x: 5, y: 105)
    #expect(bar.offset == 180)
    window.pointer(.motion, x: 5, y: 20)
    window.fireTimers()
    #expect(bar.offset == 180)
  }

  @Test func aClickAboveTheThumbGoesUp() {
    bar.offset = 800
    window.click(x: 5, y: 5)
    #expect(log.offsets == [620])
  }

  @Test func theMiddleButtonTakesTheThumbToThePointerAndHoldsIt() {
    window.pointer(.press, x: 5, y: 100, button: .middle)
    #expect(thumb?.y == 80)
    window.pointer(.motion, x: 5, y: 120, button: .middle)
    #expect(thumb?.y == 100)
  }

  @Test func theWheelGoesThreeLinesANotchAndAddsUpFractions() {
    #expect(window.turnWheel(1, x: 5, y: 5))
    #expect(bar.offset == 60)
    for _ in 0..<3 { window.turnWheel(1.0 / 180, x: 5, y: 5) }
    #expect(bar.offset == 61)
    window.turnWheel(-5, x: 5, y: 5)
    #expect(bar.offset == 0)
  }

  @Test func theWheelWithControlIsNotUsed() {
    #expect(!window.turnWheel(1, x: 5, y: 5, .control))
    #expect(bar.offset == 0)
  }

  @Test func onlyWhatTheThumbLeftAndCameToIsDamaged() {
    bar.offset = 50
    #expect(window.tree.damage == Rect(x: 0, y: 0, width: 12, height: 50))
    window.draw()
    // Less than a pixel of the bar.
    bar.offset = 52
    #expect(window.tree.damage.isEmpty)
  }

  @Test func itNeverTakesTheFocusNorTheSecondaryButton() {
    window.click(x: 5, y: 5)
    #expect(window.tree.focused == nil)
    #expect(!window.pointer(.press, x: 5, y: 5, button: .secondary))
  }

  @Test func aHiddenBarStopsPaging() {
    window.pointer(.press, x: 5, y: 190)
    bar.isHidden = true
    window.fireTimers()
    #expect(log.offsets == [180])
  }
}

extension RecordingCanvas.Operation {
  func fills(with color: Color) -> Bool {
    if case .fill(_, let used) = self { used == color } else { false }
  }
}
