import Testing
import WidgetTestSupport
import Widgets

/// Rows are 28 pixels high here, inside an outline of 2: the window shows five of them.
struct ListBoxTests {
  final class Log {
    var selected: [String] = []
    var activated: [String] = []
  }

  private let list = ListBox()
  private let log = Log()
  private let window: TestWindow

  init() {
    window = TestWindow(list, width: 204, height: 144)
    let log = log
    list.onSelect = { log.selected.append($0.id) }
    list.onActivate = { log.activated.append($0.id) }
    list.setItems(Self.people(20))
    window.tree.focus(list)
    window.draw()
  }

  private static func people(_ count: Int) -> [ListBox.Item] {
    (0..<count).map { ListBox.Item(id: "id\($0)", text: "name \($0)", presence: .online) }
  }

  private func area(ofRows rows: Range<Int>) -> Rect {
    Rect(x: 2, y: 2 + 28 * rows.lowerBound, width: 188, height: 28 * rows.count)
  }

  private func drawAll() -> RecordingCanvas {
    window.tree.invalidate(list.bounds)
    return window.draw()
  }

  // MARK: Selection

  @Test func aClickSelectsAndADoubleClickActivates() {
    window.click(x: 50, y: 40)
    #expect(list.selectedID == "id1")
    #expect(log.selected == ["id1"])
    #expect(log.activated.isEmpty)
    window.click(x: 50, y: 70, count: 2)
    #expect(log.selected == ["id1", "id2"])
    #expect(log.activated == ["id2"])
  }

  @Test func aTripleClickActivatesOnce() {
    window.click(x: 50, y: 40, count: 3)
    #expect(log.activated == ["id1"])
  }

  @Test func aDoubleClickAcrossAChangeOfTheRowsDoesNotOpenTheWrongPerson() {
    window.pointer(.press, x: 50, y: 40)
    window.pointer(.release, x: 50, y: 40)
    list.setItems([ListBox.Item(id: "new", text: "new")] + Self.people(20))
    window.pointer(.press, x: 50, y: 40, count: 2)
    #expect(log.activated.isEmpty)
    #expect(list.selectedID == "id0")
  }

  @Test func aClickBelowTheLastRowChangesNothing() {
    list.setItems(Self.people(2))
    list.selectedID = "id1"
    window.click(x: 50, y: 100, count: 2)
    #expect(list.selectedID == "id1")
    #expect(log.activated.isEmpty)
  }

  @Test func theArrowsMoveTheSelectionAndStopAtTheEnds() {
    window.press(.down)
    window.press(.down)
    window.press(.up)
    #expect(log.selected == ["id0", "id1", "id0"])
    #expect(window.press(.up))
    #expect(log.selected.count == 3)
  }

  @Test func homeEndAndThePageKeysJump() {
    window.press(.end)
    #expect(list.selectedID == "id19")
    window.press(.pageUp)
    #expect(list.selectedID == "id15")
    window.press(.home)
    #expect(list.selectedID == "id0")
    window.press(.pageDown)
    #expect(list.selectedID == "id4")
  }

  @Test func returnActivatesTheSelectedRowAndIsUnusedWithoutOne() {
    #expect(!window.press(.enter))
    list.selectedID = "id3"
    #expect(window.press(.enter))
    #expect(log.activated == ["id3"])
    #expect(log.selected.isEmpty)
  }

  @Test func twoDoubleClicksInARowActivateTwice() {
    var count = 0
    list.onActivate = { _ in count += 1 }
    window.click(x: 50, y: 10, count: 4)
    #expect(count == 2)
  }

  @Test func keysThatItDoesNotKnowAreLeftToOthers() {
    #expect(!window.press(.escape))
    #expect(!window.press(.down, .control))
    #expect(!window.press(.character("w"), .control))
    #expect(!window.press(.function(1)))
  }

  @Test func anEmptyListSurvivesEveryKey() {
    list.setItems([])
    for key: KeySymbol in [.up, .down, .home, .end, .pageUp, .pageDown, .enter] {
      window.press(key)
    }
    window.type("a")
    window.click(x: 50, y: 50, count: 2)
    #expect(list.selectedItem == nil)
    #expect(window.draw().texts == ["a"], "what is searched for, and no row")
  }

  // MARK: Scrolling

  @Test func theSelectionStaysVisible() {
    window.press(.end)
    #expect(window.draw().texts == (15..<20).map { "name \($0)" })
    window.press(.home)
    #expect(window.draw().texts == (0..<5).map { "name \($0)" })
  }

  @Test func theWheelAndTheScrollBarScrollWithoutSelecting() {
    #expect(window.turnWheel(28.0 / 60, x: 50, y: 50))
    #expect(window.draw().texts == (1..<6).map { "name \($0)" })
    window.click(x: 196, y: 130)
    #expect(drawAll().texts.contains("name 6"))
    #expect(list.selectedID == nil)
  }

  @Test func theWheelWithControlIsLeftToOthers() {
    #expect(!window.turnWheel(1, x: 50, y: 50, .control))
  }

  @Test func rowsThatAllFitHaveNoScrollBar() {
    list.setItems(Self.people(5))
    let canvas = window.draw()
    #expect(!canvas.operations.contains { $0.fills(with: Theme().scrollBarTrough) })
    list.setItems(Self.people(6))
    #expect(window.draw().operations.contains { $0.fills(with: Theme().scrollBarTrough) })
  }

  @Test func whatIsSelectedBeforeTheFirstLayoutIsVisibleAfterIt() {
    let list = ListBox()
    list.setItems(Self.people(20))
    list.selectedID = "id15"
    let window = TestWindow(list, width: 204, height: 144)
    #expect(window.draw().texts.contains("name 15"))
  }

  @Test func whoAsksWhereARowIsIsToldItsVisiblePart() {
    #expect(list.visibleRect(of: "id1") == area(ofRows: 1..<2))
    #expect(list.visibleRect(of: "id19") == nil)
    #expect(list.visibleRect(of: "nobody") == nil)
    list.ensureVisible("id19")
    #expect(list.visibleRect(of: "id19") == area(ofRows: 4..<5))
  }

  // MARK: New rows

  @Test func theSelectionStaysWithItsID() {
    list.selectedID = "id3"
    list.setItems(Array(Self.people(20).reversed()))
    #expect(list.selectedItem?.id == "id3")
    #expect(log.selected.isEmpty)
  }

  @Test func whoLeavesIsNotSelectedAndIsAgainWhenTheyComeBack() {
    list.selectedID = "id3"
    list.setItems([])
    #expect(list.selectedID == nil)
    list.setItems(Self.people(20))
    #expect(list.selectedID == "id3")
  }

  @Test func theRowsInViewStayWhereTheyAreWhenOthersComeAndGo() {
    window.turnWheel(100.0 / 60, x: 50, y: 50)
    let before = drawAll().operations.filter(\.isName)
    list.setItems(
      [ListBox.Item(id: "new", text: "new", presence: .online)] + Self.people(20))
    #expect(drawAll().operations.filter(\.isName) == before)
    list.setItems(Array(Self.people(20).dropFirst(2)))
    #expect(drawAll().operations.filter(\.isName) == before)
  }

  @Test func atTheTopTheListStaysAtTheTop() {
    list.setItems([ListBox.Item(id: "new", text: "new", presence: .online)] + Self.people(20))
    #expect(drawAll().texts.first == "new")
  }

  @Test func whenTheTopmostRowLeavesTheNextOneTakesItsPlace() {
    window.turnWheel(56.0 / 60, x: 50, y: 50)
    list.setItems(Self.people(20).filter { $0.id != "id2" })
    #expect(drawAll().texts.first == "name 3")
  }

  @Test func whenNearlyAllLeaveTheListScrollsBack() {
    window.press(.end)
    list.setItems(Self.people(6))
    #expect(drawAll().texts == (1..<6).map { "name \($0)" })
    list.setItems(Self.people(20))
    #expect(drawAll().texts.first == "name 1")
  }

  // MARK: Damage

  @Test func movingTheSelectionDamagesTwoRowsOnly() {
    list.selectedID = "id1"
    window.draw()
    window.press(.down)
    #expect(window.tree.damage == area(ofRows: 1..<3))
    let canvas = window.draw()
    #expect(canvas.texts == ["name 1", "name 2"])
  }

  @Test func onlyTheRowsThatChangedAreDamaged() {
    var people = Self.people(20)
    people[3].unread = 2
    people[12].unread = 1
    list.setItems(people)
    #expect(window.tree.damage == area(ofRows: 3..<4))
  }

  @Test func theSameRowsAgainDamageNothing() {
    list.setItems(Self.people(20))
    #expect(window.tree.damage.isEmpty)
  }

  @Test func changesOutOfSightDamageNothingThatIsVisible() {
    window.press(.end)
    window.draw()
    var people = Self.people(20)
    people[0].unread = 5
    list.setItems(people)
    #expect(window.tree.damage.isEmpty)
  }
}

extension RecordingCanvas.Operation {
  fileprivate var isName: Bool {
    if case .text = self { true } else { false }
  }
}
