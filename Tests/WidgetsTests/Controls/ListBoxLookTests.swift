import TestSupport
import Testing
import WidgetTestSupport
import Widgets

struct ListBoxLookTests {
  private let list = ListBox()
  private let theme = Theme()

  private func window(_ items: [ListBox.Item], width: Int = 204) -> TestWindow {
    list.setItems(items)
    let window = TestWindow(list, width: width, height: 144)
    window.tree.focus(list)
    return window
  }

  @Test func aRowShowsDotNameAndCountAligned() {
    let window = window([.init(id: "1", text: "alice", presence: .online, unread: 3)])
    let operations = window.draw().operations
    #expect(operations.contains(.ellipse(Rect(x: 7, y: 12, width: 8, height: 8), theme.online)))
    #expect(operations.contains(.text("alice", at: Point(x: 21, y: 22), theme.text)))
    // The badge: as high as the small text, at the right, its number centred.
    #expect(
      operations.contains(
        .ellipse(Rect(x: 175, y: 6, width: 20, height: 20), theme.badgeBackground)
      ))
    #expect(operations.contains(.text("3", at: Point(x: 181, y: 22), theme.badgeText)))
  }

  @Test func everythingIsTwiceAsFarApartAtTwiceTheScale() {
    let window = window([.init(id: "1", text: "alice", presence: .online)])
    window.setScale(2)
    let operations = window.draw().operations
    #expect(operations.contains(.ellipse(Rect(x: 14, y: 14, width: 16, height: 16), theme.online)))
    #expect(operations.contains(.text("alice", at: Point(x: 42, y: 28), theme.text)))
  }

  @Test func whereNobodyHasPresenceNoRoomIsKeptForIt() {
    let window = window([.init(id: "1", text: "alice")])
    #expect(window.draw().operations.contains(.text("alice", at: Point(x: 7, y: 22), theme.text)))
  }

  @Test func namesAreAlignedWhetherTheyHaveADotOrNot() {
    let window = window([
      .init(id: "0", text: "Everyone"), .init(id: "1", text: "alice", presence: .away),
    ])
    let operations = window.draw().operations
    #expect(operations.contains(.text("Everyone", at: Point(x: 21, y: 22), theme.text)))
    #expect(operations.contains(.text("alice", at: Point(x: 21, y: 50), theme.text)))
  }

  @Test func aNameThatIsTooLongMakesRoomForTheCount() {
    let long = String(repeating: "x", count: 32)
    let window = window([.init(id: "1", text: long, unread: 12), .init(id: "2", text: long)])
    // 190 pixels, less 32 of the badge and 6 beside it; the ellipsis takes 20.
    #expect(
      window.draw().texts == ["12", String(repeating: "x", count: 13) + "…"]
        + [String(repeating: "x", count: 17) + "…"])
  }

  @Test func aVeryLargeCountIsCut() {
    #expect(window([.init(id: "1", text: "a", unread: 1_000_000)]).draw().texts == ["999+", "a"])
  }

  @Test func theSelectionTellsWhetherTheListHasTheKeyboard() {
    let window = window([.init(id: "1", text: "alice")])
    list.selectedID = "1"
    #expect(window.draw().operations.contains { $0.fills(with: theme.selectionBackground) })
    window.tree.windowFocusChanged(to: false)
    let inactive = window.draw().operations
    #expect(!inactive.contains { $0.fills(with: theme.selectionBackground) })
    #expect(inactive.contains { $0.fills(with: theme.inactiveSelectionBackground) })
    window.tree.windowFocusChanged(to: true)
    window.tree.focus(nil)
    #expect(
      window.draw().operations.contains { $0.fills(with: theme.inactiveSelectionBackground) })
  }

  @Test func aRingShowsTheFocus() {
    let window = window([])
    #expect(window.draw().operations.contains(.stroke(list.bounds, theme.focusRing)))
    window.tree.focus(nil)
    #expect(window.draw().operations.contains(.stroke(list.bounds, theme.border)))
  }

  @Test func theCountStandsOutFromTheSelection() {
    let window = window([.init(id: "1", text: "alice", unread: 1)])
    list.selectedID = "1"
    let operations = window.draw().operations
    #expect(operations.contains(.text("1", at: Point(x: 181, y: 22), theme.selectionBackground)))
  }

  @Test func unreadAndEmphasisedNamesAreBold() {
    let shaper = StyleShaper()
    let window = StyleWindow(shaper: shaper)
    window.draw([
      .init(id: "1", text: "plain"), .init(id: "2", text: "waiting", unread: 1),
      .init(id: "3", text: "own", isEmphasised: true),
    ])
    #expect(shaper.styles["plain"] == [.regular])
    #expect(shaper.styles["waiting"] == [.bold])
    #expect(shaper.styles["own"] == [.bold])
  }

  @Test func ofTwoThousandPeopleOnlyTheVisibleRowsAreShaped() {
    let people = (0..<2000).map {
      ListBox.Item(id: "\($0)", text: "person \($0)", presence: .online)
    }
    let window = window(people)
    #expect(window.draw().texts.count == 5)
    #expect(window.shaper.shapedByteCount < 100)
    // A drawing of rows that were drawn before shapes nothing.
    let shaped = window.shaper.shapedByteCount
    window.tree.invalidate(list.bounds)
    window.draw()
    #expect(window.shaper.shapedByteCount == shaped)
    window.press(.end)
    #expect(window.draw().texts.last == "person 1999")
    #expect(window.shaper.shapedByteCount < 200)
  }

  @Test func rowsDrawnLongAgoAreForgottenSoThatMemoryIsBounded() {
    let window = window((0..<2000).map { ListBox.Item(id: "\($0)", text: "person \($0)") })
    window.draw()
    for _ in 0..<200 {
      window.press(.pageDown)
      window.draw()
    }
    let shaped = window.shaper.shapedByteCount
    window.press(.home)
    #expect(window.draw().texts.first == "person 0")
    #expect(window.shaper.shapedByteCount > shaped)
  }

  @Test func aKeyAmongTwoThousandPeopleIsAnsweredAtOnce() {
    var people = (0..<2000).map { ListBox.Item(id: "\($0)", text: "person \($0)") }
    let window = window(people)
    window.draw()
    let time = ProcessorTime.measure {
      window.press(.pageDown)
      window.type("z")
      people[1].unread = 1
      list.setItems(people)
      window.draw()
    }
    // 50 ms is the promise for one of these, in a release build.
    #expect(time < .milliseconds(500))
  }
}

/// Shapes like `CellShaper` and remembers the style of each text.
private final class StyleShaper: TextShaper {
  private let cells = CellShaper()
  private(set) var styles: [String: [FontStyle]] = [:]

  func metrics(of style: FontStyle) -> FontMetrics { cells.metrics(of: style) }

  func levels(of text: Substring, base: UInt8?) -> TextLevels { cells.levels(of: text, base: base) }

  func lineBreaks(in text: Substring) -> [Int] { cells.lineBreaks(in: text) }
  func wordBreaks(in text: Substring) -> [Int] { cells.wordBreaks(in: text) }

  func shape(_ text: Substring, in style: FontStyle, levels: TextLevels) -> ShapedText {
    styles[String(text), default: []].append(style)
    return cells.shape(text, in: style, levels: levels)
  }
}

/// Draws a list box with a given shaper.
private struct StyleWindow {
  let shaper: any TextShaper

  func draw(_ items: [ListBox.Item]) {
    let list = ListBox()
    list.setItems(items)
    let services = WindowServices(
      own: { _, _, _ in }, request: { _, _, answer in answer(nil) },
      schedule: { _, action in ScheduledTimer(action: action, onCancel: {}) },
      placeCaret: { _ in }, needsDisplay: {})
    let context = WindowContext(shaper: shaper, theme: Theme(), scale: 1, services: services)
    let tree = WidgetTree(root: list, context: context)
    tree.resize(to: Size(width: 300, height: 200))
    tree.draw(on: RecordingCanvas(clip: Rect(x: 0, y: 0, width: 300, height: 200)))
  }
}
