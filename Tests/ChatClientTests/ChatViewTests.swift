import ChatClient
import Framing
import Storage
import Testing
import WidgetTestSupport
import Widgets

struct ChatViewTests {
  let harness: SessionHarness
  let conversation: Conversation
  let view: ChatView
  let window: TestWindow

  init() throws {
    harness = try SessionHarness()
    try harness.signIn(others: "bob")
    conversation = harness.session.conversation(with: Peer("bob"))
    try harness.session.send("hello", to: conversation.peer)
    view = ChatView(showing: conversation, timeOfDay: { _ in "12:34" })
    window = TestWindow(view, width: 400, height: 300)
    window.tree.focus(view.entry)
  }

  private var everythingThatWasSaid: String? {
    view.transcript.selectAll()
    return view.transcript.plainSelection
  }

  @Test func linesReadWithTheirTimeAndWhoSaidThem() throws {
    try harness.router(
      .chat(Chat(to: "alice", from: "bob", msg: "ahoy\nthere")),
      .presence(RosterEntry(user: "bob", state: .offline)))
    #expect(
      everythingThatWasSaid
        == "12:34 Me: hello\n12:34 bob: ahoy\nthere\n12:34 bob has left.")
  }

  @Test func returnSubmitsAndATakenTextLeavesTheEntry() {
    var submitted: [String] = []
    view.onSubmit = { text in
      submitted.append(text)
      return true
    }
    window.type("hi")
    window.press(.enter)
    #expect(submitted == ["hi"])
    #expect(view.entry.text == "")
  }

  @Test func aTextThatWasNotTakenStaysInTheEntry() {
    view.onSubmit = { _ in false }
    window.type("precious")
    window.press(.enter)
    #expect(view.entry.text == "precious")
  }

  @Test func blanksAloneAreNotSent() {
    var count = 0
    view.onSubmit = { _ in
      count += 1
      return true
    }
    window.type("  ")
    window.press(.enter)
    #expect(count == 0)
  }

  @Test func escapeAndControlWClose() {
    var count = 0
    view.onClose = { count += 1 }
    window.press(.escape)
    window.press(.character("w"), .control)
    #expect(count == 2)
  }

  @Test func textTypedIntoTheTranscriptGoesToTheEntry() {
    window.tree.focus(view.transcript)
    window.type("abc")
    #expect(view.entry.text == "abc")
    #expect(view.entry.hasFocus)
  }

  @Test func whatIsSelectedInTheTranscriptIsCopiedFromTheEntry() {
    view.transcript.selectAll()
    window.press(.character("c"), .control)
    #expect(window.selections[.clipboard] == "12:34 Me: hello")
  }

  @Test func pageKeysInTheEntryScrollTheTranscript() throws {
    for number in 1...100 {
      try harness.session.send("\(number)", to: conversation.peer)
    }
    window.draw()
    #expect(view.transcript.isAtBottom)
    window.press(.pageUp)
    #expect(!view.transcript.isAtBottom)
  }

  @Test func aTextThatComesBackDoesNotReplaceANewOne() {
    #expect(conversation.giveBack("old"))
    #expect(view.entry.text == "old")
    #expect(!conversation.giveBack("older"))
    #expect(view.entry.text == "old")
  }

  @Test func aClosedWindowLeavesItsDraftForTheNext() throws {
    window.type("draft")
    view.detach(from: conversation)
    try harness.router(.chat(Chat(to: "alice", from: "bob", msg: "meanwhile")))
    let next = ChatView(showing: conversation, timeOfDay: { _ in "12:35" })
    #expect(next.entry.text == "draft")
    next.transcript.selectAll()
    #expect(next.transcript.count == 2)
  }
}
