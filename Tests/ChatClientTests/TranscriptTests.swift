import Storage
import Testing
import WidgetTestSupport
import Widgets

@testable import ChatClient

/// What the transcript makes of a conversation: states, lines between days, the "new" line, pages.
struct TranscriptTests {
  let script: ScriptedConversation

  init() throws {
    script = try ScriptedConversation()
  }

  private func open() -> (view: ChatView, window: TestWindow) {
    let view = ChatView(showing: script.conversation, time: .scripted)
    return (view, TestWindow(view, width: 500, height: 300))
  }

  /// The shapes of the marks that are drawn, from the top.
  private func marks(in window: TestWindow) -> [String] {
    window.tree.invalidate(window.tree.root.bounds)
    return window.draw().operations.compactMap {
      switch $0 {
      case .ellipse(let box, _): "o\(box.width)"
      case .polygon(let box, _): "p\(box.width)x\(box.height)"
      default: nil
      }
    }
  }

  @Test func eachStateOfAMessageLooksLikeNoOtherAndFollowsAtOnce() {
    let (_, window) = open()
    script.own("hello")
    var seen = [marks(in: window)]
    script.acknowledge()
    seen.append(marks(in: window))
    script.receive(.delivered)
    seen.append(marks(in: window))
    script.receive(.read)
    seen.append(marks(in: window))
    script.own("refused")
    script.refuse()
    seen.append(marks(in: window).filter { !seen[3].contains($0) })
    #expect(Set(seen).count == 5)
    #expect(!seen.contains([]))
  }

  @Test func whatOthersSayHasNoMark() {
    let (_, window) = open()
    script.peer("hello")
    #expect(marks(in: window) == [])
  }

  @Test func aReceiptForManyMarksThemAll() {
    let (_, window) = open()
    for number in 0..<5 {
      script.own("\(number)")
      script.acknowledge()
    }
    let one = marks(in: window)
    script.receive(.read)
    let all = marks(in: window)
    #expect(all.count == 5 * 3 && Set(all).count == 3)
    #expect(Set(all).isDisjoint(with: Set(one)))
  }

  @Test func daysArePartedByALine() {
    script.peer("late")
    script.now = 999_500
    script.peer("next day")
    script.peer("same day")
    let (view, _) = open()
    view.transcript.selectAll()
    #expect(
      view.transcript.plainSelection
        == "day 0\nNew\n1 bob: late\nday 1\n1000 bob: next day\n1001 bob: same day")
  }

  /// The line beside a day's name has all the room there is, and none where the name nearly fills the window.
  @Test func aDayIsDrawnInAWindowOfAnyWidth() {
    script.peer("hello")
    for width in 1...800 {
      let view = ChatView(showing: script.conversation, time: .scripted)
      #expect(!TestWindow(view, width: width, height: 120).draw().operations.isEmpty)
    }
  }

  @Test func theNewLineStandsWhereReadingStopped() {
    script.peer("read")
    script.conversation.markRead()
    script.peer("unread 1")
    script.peer("unread 2")
    let (view, _) = open()
    view.isWatched = true
    script.conversation.markRead()
    script.peer("while looking")
    view.isWatched = false
    view.transcript.selectAll()
    #expect(
      view.transcript.plainSelection
        == "day 0\n1 bob: read\nNew\n2 bob: unread 1\n3 bob: unread 2\n4 bob: while looking")
    script.peer("while away")
    script.peer("and more")
    view.transcript.selectAll()
    #expect(
      view.transcript.plainSelection?.hasSuffix(
        "3 bob: unread 2\n4 bob: while looking\nNew\n5 bob: while away\n6 bob: and more") == true)
    #expect(view.transcript.plainSelection?.ranges(of: "New").count == 1)
  }

  @Test func aLongConversationOpensWhereReadingStopped() {
    for number in 0..<500 { script.peer("old \(number)") }
    script.conversation.markRead()
    for number in 0..<500 { script.peer("fresh \(number)") }
    let (view, window) = open()
    let texts = window.redrawnTexts
    #expect(texts.contains("New"))
    #expect(texts.contains("old 499") && texts.contains("fresh 0"))
    #expect(!view.transcript.isAtBottom)
    #expect(view.transcript.count < 300)
  }

  @Test func whoStaysWhereReadingStoppedHoldsAPartOfWhatComes() {
    for number in 0..<60 { script.peer("number \(number)") }
    let (view, window) = open()
    _ = window.draw()
    for number in 60..<3_000 {
      script.peer("number \(number)")
      if number % 500 == 0 { _ = window.draw() }
    }
    #expect(view.transcript.count < 600)
    #expect(window.redrawnTexts.contains("number 0"))
    var seen = Set(window.redrawnTexts)
    for _ in 0..<2_000 where !view.transcript.isAtBottom {
      window.tree.handle(.scroll(ScrollEvent(at: Point(x: 50, y: 50), notches: 2)))
      seen.formUnion(window.redrawnTexts)
    }
    let missing = (0..<3_000).filter { !seen.contains("number \($0)") }
    #expect(missing == [])
    script.peer("the very last")
    #expect(window.redrawnTexts.contains("the very last"))
  }

  @Test func aLongConversationIsReadFromTheDiskPageByPage() {
    for number in 0..<5_000 { script.own("number \(number)") }
    let (view, window) = open()
    #expect(window.redrawnTexts.contains("number 4999"))
    var most = 0
    for _ in 0..<300 {
      window.tree.handle(.scroll(ScrollEvent(at: Point(x: 50, y: 50), notches: -8)))
      _ = window.draw()
      most = max(most, view.transcript.count)
    }
    #expect(most < 600)
    #expect(!window.redrawnTexts.contains("number 4999"))
    window.tree.focus(view.transcript)
    window.press(.home)
    #expect(window.redrawnTexts.contains("number 0"))
    window.press(.end)
    #expect(window.redrawnTexts.contains("number 4999"))
    #expect(view.transcript.isAtBottom)
  }

  @Test func sayingSomethingGoesToTheEndFromAnywhere() {
    for number in 0..<2_000 { script.own("number \(number)") }
    let (view, window) = open()
    view.onSubmit = {
      if case .say(let text) = $0 { script.own(text) }
      return .taken
    }
    window.tree.focus(view.transcript)
    window.press(.home)
    window.type("here")
    window.press(.enter)
    #expect(window.redrawnTexts.contains("here"))
    #expect(view.transcript.isAtBottom)
  }

  @Test func theWindowOpensAgainWhereItWas() {
    for number in 0..<1_000 { script.own("number \(number)") }
    let (view, window) = open()
    for _ in 0..<40 {
      window.tree.handle(.scroll(ScrollEvent(at: Point(x: 50, y: 50), notches: -3)))
    }
    let texts = window.redrawnTexts
    view.detach(from: script.conversation)
    let again = open()
    #expect(again.window.redrawnTexts == texts)
  }

  @Test func whatTheRouterHasOlderAppearsAboveAndNothingMoves() {
    for number in 0..<30 { script.own("number \(number)") }
    script.conversation.mayHaveOlder = true
    let view = ChatView(showing: script.conversation, time: .scripted)
    var requests = 0
    view.onRequestOlder = { requests += 1 }
    let window = TestWindow(view, width: 500, height: 300)
    window.tree.focus(view.transcript)
    window.press(.up)
    #expect(requests == 1)
    window.press(.up)
    #expect(requests == 1)
    let texts = window.redrawnTexts
    script.older((0..<20).map { "older \($0)" })
    #expect(window.redrawnTexts == texts)
    window.press(.home)
    #expect(window.redrawnTexts.contains("older 19"))
  }

  @Test func notesStandWhereTheyWereToldAndComeBackWithTheEnd() {
    for number in 0..<2_000 { script.own("number \(number)") }
    let (view, window) = open()
    script.conversation.tell(Note(text: "bob has left.", isError: false, time: script.now))
    #expect(window.redrawnTexts.contains("bob has left."))
    window.tree.focus(view.transcript)
    window.press(.home)
    #expect(!window.redrawnTexts.contains("bob has left."))
    window.press(.end)
    #expect(window.redrawnTexts.contains("bob has left."))
  }

  @Test func everythingSelectedIsTheWholeConversation() {
    for number in 0..<2_000 { script.own("number \(number)") }
    let (view, window) = open()
    window.tree.focus(view.transcript)
    window.press(.character("a"), .control)
    window.press(.character("c"), .control)
    let lines = window.selections[.clipboard]?.split(separator: "\n") ?? []
    #expect(lines.count == 2_000 + 3)
    #expect(lines.first == "day 0" && lines[1] == "1 Me: number 0")
    #expect(lines.count { $0 == "day 1" } == 1)
    #expect(lines.last == "2000 Me: number 1999")
  }

  @Test func searchingFindsTheNewestFirstAndGoesBothWays() throws {
    for number in 0..<3_000 { script.peer(number % 1_000 == 7 ? "a needle" : "hay \(number)") }
    try script.history.commit()
    script.conversation.markRead()
    let (view, window) = open()
    window.tree.focus(view.entry)
    window.press(.character("f"), .control)
    window.type("NEEDL")
    #expect(window.redrawnTexts.contains("1 of 3"))
    #expect(
      view.transcript.highlightedID == script.conversation.items(from: 2_007, limit: 1)[0].key)
    #expect(window.redrawnTexts.contains("a needle") && window.redrawnTexts.contains("hay 2006"))
    window.press(.enter)
    #expect(window.redrawnTexts.contains("hay 1006") && window.redrawnTexts.contains("2 of 3"))
    window.press(.function(3))
    window.press(.function(3))
    #expect(window.redrawnTexts.contains("1 of 3"))
    window.press(.enter, .shift)
    #expect(window.redrawnTexts.contains("3 of 3") && window.redrawnTexts.contains("hay 6"))
    window.type("x")
    #expect(window.redrawnTexts.contains("no match"))
    window.press(.escape)
    #expect(view.searchBar.isHidden && view.entry.hasFocus)
    #expect(view.transcript.highlightedID == nil)
  }
}
