import Testing
import WidgetTestSupport
import Widgets

/// Marks beside paragraphs and lines across: 206 pixels wide, 162 of them for the text.
@Suite struct TextViewMarkTests {
  let view = TextView()
  let window: TestWindow

  init() {
    window = TestWindow(view, width: 206, height: 112)
    view.hasMargin = true
  }

  private func paragraph(
    _ text: String, id: Int64, mark: TextView.Mark? = nil
  ) -> TextView.Paragraph {
    TextView.Paragraph([.init(text)], indent: 0, id: id, mark: mark)
  }

  private func shapes() -> [RecordingCanvas.Operation] {
    window.redraw().operations.filter {
      switch $0 {
      case .ellipse, .polygon: true
      default: false
      }
    }
  }

  @Test func eachMarkHasAShapeOfItsOwn() {
    var drawn: [[String]] = []
    for mark in TextView.Mark.allCases {
      view.removeAll()
      view.append(paragraph("a", id: 1, mark: mark))
      drawn.append(
        shapes().map {
          switch $0 {
          case .ellipse(let box, _), .polygon(let box, _): "\(box)"
          default: ""
          }
        })
    }
    #expect(Set(drawn).count == TextView.Mark.allCases.count)
    #expect(!drawn.contains([]))
  }

  @Test func aMarkStandsAtTheLastRowAndNothingWrapsAnewWhenItChanges() {
    view.append(paragraph("aaaa bbbb cccc dddd", id: 1, mark: .waiting))
    view.append(paragraph("below", id: 2))
    #expect(window.rows == ["aaaa bbbb cccc ", "dddd", "below"])
    let shaped = window.shaper.shapedByteCount
    _ = window.draw()
    #expect(view.replace(1, with: paragraph("aaaa bbbb cccc dddd", id: 1, mark: .sent)))
    #expect(window.tree.damage.width == 18)
    #expect(window.tree.damage.x == 170)
    let marks = shapes()
    #expect(marks.count == 2)
    for mark in marks {
      guard case .polygon(let box, let color) = mark else { continue }
      #expect(box.y > 26 && box.maxY < 46 && box.x > 170 && box.maxX < 188)
      #expect(color == Theme().quietText)
    }
    #expect(window.shaper.shapedByteCount == shaped)
  }

  @Test func aParagraphIsReplacedInPlaceAndWhatIsSeenStays() {
    for number in 0..<40 { view.append(paragraph("line \(number)", id: Int64(number))) }
    _ = window.rows
    for _ in 0..<3 { window.tree.handle(.scroll(ScrollEvent(at: Point(x: 9, y: 9), notches: -1))) }
    let before = window.placedRows.map { "\($0)" }
    #expect(view.replace(2, with: paragraph("a much longer line than that was", id: 2)))
    #expect(view.replace(38, with: paragraph("and one below that is longer too", id: 38)))
    #expect(window.placedRows.map { "\($0)" } == before)
    #expect(!view.replace(99, with: paragraph("nobody", id: 99)))
    #expect(view.count == 40)
  }

  @Test func aReplacedParagraphKeepsTheSelectionBehindItAndDropsItsOwn() {
    for number in 0..<4 { view.append(paragraph("line \(number)", id: Int64(number))) }
    _ = window.rows
    window.click(x: 20, y: 75, count: 2)
    #expect(view.plainSelection == "line")
    view.replace(0, with: paragraph("something that is two rows long", id: 0))
    #expect(view.plainSelection == "line")
    view.replace(3, with: paragraph("other", id: 3))
    #expect(view.plainSelection == nil)
  }

  @Test func aDividerIsALineAcrossWithItsTextInTheMiddle() {
    view.append(paragraph("a", id: 1))
    view.append(
      TextView.Paragraph([.init("Today", style: .small, color: .quiet)], divider: .quiet))
    view.append(paragraph("b", id: 2))
    let drawn = window.redraw().operations
    let title = drawn.compactMap {
      if case .text("Today", let at, _) = $0 { at.x } else { nil }
    }
    // 163 pixels for the text with the caret's one left out, 50 of them taken.
    #expect(title == [6 + (163 - 50) / 2])
    let lines = window.filled(with: Theme().border).filter { $0.height == 1 && $0.y == 36 }
    #expect(lines.count == 2)
    #expect(lines.first?.x == 6 && lines.last?.maxX == 188)
    view.selectAll()
    #expect(view.plainSelection == "a\nToday\nb")
  }
}
