import Testing
import WidgetTestSupport
import Widgets

/// Rows with more than a name: words at the right, a second line, a line between groups.
struct ListBoxTwoLineTests {
  private let list = ListBox()
  private let theme = Theme()

  private func window(_ items: [ListBox.Item]) -> TestWindow {
    list.setItems(items)
    let window = TestWindow(list, width: 204, height: 144)
    window.tree.focus(list)
    return window
  }

  @Test func wordsAtTheRightAreQuietAndTheNameMakesRoomForThem() {
    let window = window([
      .init(id: "1", text: "a name that is too long", detail: "lunch"), .init(id: "2", text: "bob"),
    ])
    let operations = window.draw().operations
    #expect(operations.contains(.text("lunch", at: Point(x: 147, y: 22), theme.quietText)))
    // 190 pixels, less 50 of the words and 6 beside them; the ellipsis takes 20.
    #expect(operations.contains(.text("a name that…", at: Point(x: 7, y: 22), theme.text)))
  }

  @Test func aSecondLineMakesAllRowsTwoLinesHigh() {
    let window = window([
      .init(id: "1", text: "bob", caption: "see you at twelve"), .init(id: "2", text: "carol"),
    ])
    let operations = window.draw().operations
    #expect(operations.contains(.text("bob", at: Point(x: 7, y: 22), theme.text)))
    #expect(
      operations.contains(.text("see you at twelv…", at: Point(x: 7, y: 42), theme.quietText))
        || operations.contains(.text("see you at twelve", at: Point(x: 7, y: 42), theme.quietText)))
    #expect(operations.contains(.text("carol", at: Point(x: 7, y: 70), theme.text)))
    #expect(list.visibleRect(of: "2")?.height == 48)
    list.setItems([.init(id: "2", text: "carol")])
    #expect(list.visibleRect(of: "2")?.height == 28)
    #expect(window.draw().texts == ["carol"])
  }

  @Test func aThinLinePartsGroupsButNotAboveTheFirstRow() {
    let window = window([
      .init(id: "1", text: "a", startsGroup: true), .init(id: "2", text: "b"),
      .init(id: "3", text: "c", startsGroup: true),
    ])
    let lines = window.draw().operations.filter {
      if case .fill(let rect, theme.border) = $0 { rect.height == 1 } else { false }
    }
    #expect(lines == [.fill(Rect(x: 2, y: 2 + 2 * 28, width: 200, height: 1), theme.border)])
  }
}
