import Testing
import WidgetTestSupport
import Widgets

struct StackTests {
  private let first = ProbeWidget(width: 30, height: 10)
  private let second = ProbeWidget(width: 40, height: 20)
  private let third = ProbeWidget(width: 50, height: 30)

  @Test func aRowPlacesItsChildrenSideBySideAllAsHighAsItself() {
    let row = Row(spacing: 6, padding: 5, [.fixed(first), .fixed(second)])
    _ = TestWindow(row, width: 200, height: 50)
    #expect(first.bounds == Rect(x: 5, y: 5, width: 30, height: 40))
    #expect(second.bounds == Rect(x: 41, y: 5, width: 40, height: 40))
  }

  @Test func aColumnPlacesThemOneAboveTheOtherAllAsWideAsItself() {
    let column = Column(spacing: 6, padding: 5, [.fixed(first), .stretch(second), .fixed(third)])
    _ = TestWindow(column, width: 100, height: 200)
    #expect(first.bounds == Rect(x: 5, y: 5, width: 90, height: 10))
    #expect(second.bounds == Rect(x: 5, y: 21, width: 90, height: 138))
    #expect(third.bounds == Rect(x: 5, y: 165, width: 90, height: 30))
  }

  @Test func whatStretchesSharesTheRestByWeightWithoutLosingAPixel() {
    let row = Row(spacing: 0, [.stretch(first), .stretch(second, weight: 2), .stretch(third)])
    _ = TestWindow(row, width: 103, height: 20)
    #expect(first.bounds.width + second.bounds.width + third.bounds.width == 103)
    #expect(first.bounds.width == 25)
    #expect(second.bounds.width == 52)
    #expect(third.bounds.maxX == 103)
  }

  @Test func hiddenChildrenTakeNoRoomNotEvenTheSpaceBesideThem() {
    let row = Row(spacing: 6, [.fixed(first), .fixed(second), .fixed(third)])
    let window = TestWindow(row, width: 200, height: 20)
    second.isHidden = true
    window.draw()
    #expect(third.bounds.x == 36)
    #expect(row.preferredSize(for: 200, in: window.tree.context).width == 86)
    second.isHidden = false
    window.draw()
    #expect(third.bounds.x == 82)
  }

  @Test func distancesGrowWithTheScale() {
    let row = Row(spacing: 6, padding: 5, [.fixed(first), .fixed(second)])
    let window = TestWindow(row, width: 200, height: 50)
    window.setScale(2)
    #expect(first.bounds == Rect(x: 10, y: 10, width: 30, height: 30))
    #expect(second.bounds.x == 52)
  }

  @Test func aChildIsAskedForItsHeightAtTheWidthItGets() {
    let label = Label("one two three", wraps: true)
    let column = Column(spacing: 0, padding: 10, [.fixed(label), .stretch(first)])
    let window = TestWindow(column, width: 90, height: 200)
    #expect(label.bounds == Rect(x: 10, y: 10, width: 70, height: 40))
    #expect(column.preferredSize(for: 90, in: window.tree.context).height == 70)
    // Beside 30 fixed pixels, 40 are left to the label: three lines.
    let row = Row(spacing: 0, [.fixed(first), .stretch(label)])
    #expect(row.preferredSize(for: 70, in: window.tree.context).height == 80)
  }

  @Test func aChildThatGrowsTakesItsRoomFromWhatStretches() {
    let column = Column(spacing: 0, [.stretch(first), .fixed(second)])
    let window = TestWindow(column, width: 100, height: 100)
    #expect(first.bounds.height == 80)
    second.size = Size(width: 40, height: 60)
    second.invalidateLayout()
    window.draw()
    #expect(first.bounds.height == 40)
    #expect(second.bounds == Rect(x: 0, y: 40, width: 100, height: 60))
  }

  @Test func whereThereIsNoRoomNothingIsOutsideNorNegative() {
    let column = Column(spacing: 6, [.fixed(third), .stretch(first), .fixed(second)])
    _ = TestWindow(column, width: 100, height: 40)
    #expect(third.bounds.height == 28)
    #expect(first.bounds.height == 0)
    #expect(second.bounds.height == 0)
  }

  @Test func childrenAddedLaterAreInTheWindowAndRemovedOnesAreNot() {
    let button = Button("x")
    let row = Row([.fixed(button)])
    let window = TestWindow(row, width: 200, height: 30)
    window.tree.focus(button)
    row.items = [.fixed(first)]
    window.draw()
    #expect(window.tree.focused == nil)
    #expect(button.state.tree == nil)
    #expect(first.state.tree === window.tree)
    #expect(first.drawCount == 1)
  }
}
