import Testing
import WidgetTestSupport
import Widgets

/// A text of which the view holds a stretch: 18 cells a row, 10 rows of 20 pixels.
@Suite struct TextViewPagesTests {
  let text = LongText(total: 100_000)
  let window: TestWindow
  var view: TextView { text.view }

  init() {
    window = TestWindow(text.view, width: 206, height: 212)
    window.tree.focus(text.view)
  }

  /// The number of the paragraph whose first row is the uppermost.
  private var firstNumber: Int? {
    window.rows.lazy.compactMap { Int($0.prefix(while: \.isNumber)) }.first
  }

  @Test func itOpensAtTheEndAndHoldsLittle() {
    #expect(window.rows.last?.hasSuffix("end") == true)
    #expect(view.isAtBottom)
    #expect(view.count <= 200)
  }

  @Test func everyRowIsSeenOnceOnTheWayUpAndDownThoughPagesComeAndGo() {
    for key in [KeySymbol.pageUp, .pageDown] {
      var seen = window.rows
      for _ in 0..<600 {
        window.press(key)
        let rows = window.rows
        #expect(rows.count == 10)
        // One row of the page before stays in view, and no other is skipped or doubled.
        if key == .pageUp {
          #expect(rows.last == seen.first)
        } else {
          #expect(rows.first == seen.last)
        }
        seen = rows
      }
      #expect(text.mostHeld <= 400)
    }
    #expect(text.loads > 40)
    #expect(view.isAtBottom)
  }

  @Test func nothingMovesByAPixelWhenAPageIsLoadedOrLetGo() {
    var expected = window.placedRows
    for step in 0..<3_000 {
      let loads = text.loads
      window.press(.up)
      let placed = window.placedRows
      let shifted = expected.map { ($0.y + 20, $0.text) }.filter { $0.0 <= placed.last?.y ?? 0 }
      let kept = placed.suffix(shifted.count)
      #expect(
        kept.map(\.y) == shifted.map(\.0) && kept.map(\.text) == shifted.map(\.1),
        "step \(step), loaded: \(text.loads != loads)")
      expected = placed
    }
    #expect(text.loads > 5)
  }

  @Test func homeAndEndGoToTheVeryEndsOfTheText() {
    window.press(.home)
    #expect(window.rows[0] == LongText.text(of: 0))
    #expect(!view.isAtBottom)
    window.press(.end)
    #expect(window.rows.last?.hasSuffix("end") == true)
    #expect(view.isAtBottom)
    #expect(text.held.upperBound == 100_000)
  }

  @Test func theScrollBarStandsForAllOfTheTextAndGoesAnywhere() throws {
    let bar = try #require(view.scrollBarForTest)
    _ = window.draw()
    #expect(bar.offset == bar.maximumOffset)
    for tenth in [5, 1, 9, 3] {
      bar.onScroll?(bar.maximumOffset * tenth / 10)
      let number = try #require(firstNumber)
      #expect(abs(number - tenth * 10_000) < 2_500, "\(tenth)")
      let share = Double(bar.offset) / Double(bar.maximumOffset)
      #expect(abs(share - Double(tenth) / 10) < 0.02)
    }
    bar.onScroll?(0)
    #expect(firstNumber == 0)
    bar.onScroll?(bar.maximumOffset)
    #expect(view.isAtBottom)
  }

  @Test func whatIsAddedBelowDoesNotMoveAViewThatHoldsAnEarlierStretch() {
    window.press(.home)
    let before = window.placedRows.map { "\($0)" }
    view.setCounts(above: 0, below: view.countBelow + 1)
    #expect(window.placedRows.map { "\($0)" } == before)
    #expect(!view.isAtBottom)
  }

  @Test func everythingSelectedIsAllOfTheText() {
    window.press(.character("a"), .control)
    window.press(.character("c"), .control)
    #expect(window.selections[.clipboard]?.split(separator: "\n").count == 100_000)
    window.press(.home)
    #expect(window.selections[.primary]?.hasPrefix("0 end\n1 word") == true)
    window.click(x: 20, y: 20)
    #expect(view.plainSelection == nil)
  }

  @Test func aSelectionAcrossPagesIsCopiedWhole() throws {
    window.click(x: 20, y: 150)
    for _ in 0..<120 { window.press(.pageUp, .shift) }
    #expect(text.loads > 3)
    window.press(.character("c"), .control)
    let numbers = try #require(window.selections[.clipboard]).split(separator: "\n")
      .dropFirst().dropLast().compactMap { Int($0.prefix(while: \.isNumber)) }
    #expect(numbers.count > 200)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 })
    #expect(view.plainSelection == window.selections[.primary])
  }

  @Test func aSelectionThatIsTooLongLetsPagesGo() {
    window.click(x: 20, y: 150)
    for _ in 0..<2_000 { window.press(.pageUp, .shift) }
    #expect(text.mostHeld < 2_500)
  }

  @Test func aParagraphIsBroughtIntoViewAndStandsOut() {
    view.highlightedID = 99_980
    #expect(view.show(99_980))
    #expect(window.rows.contains { $0.hasPrefix("99980 ") })
    let wash = window.filled(with: Theme().inactiveSelectionBackground)
    #expect(wash.count == 1)
    #expect(!view.show(5))
    let before = window.placedRows.map { "\($0)" }
    #expect(view.show(99_980))
    #expect(window.placedRows.map { "\($0)" } == before)
  }

  @Test func theUppermostParagraphAndItsPlaceAreToldAndFoundAgain() throws {
    for _ in 0..<7 { window.press(.up) }
    let place = try #require(view.topPlace)
    let before = window.placedRows.map { "\($0)" }
    let next = LongText(total: 100_000)
    let other = TestWindow(next.view, width: 206, height: 212)
    next.view.showAtTop(place.id, shift: place.shift)
    #expect(other.placedRows.map { "\($0)" } == before)
  }
}
