import ChatClient
import Testing
import WidgetTestSupport
import Widgets

struct ChatViewTests {
  let conversation = Conversation(with: Peer("bob"))
  let view: ChatView
  let window: TestWindow

  init() {
    conversation.append(.init(kind: .own, text: "hello", time: 0))
    view = ChatView(showing: conversation, timeOfDay: { _ in "12:34" })
    window = TestWindow(view, width: 400, height: 300)
    window.tree.focus(view.entry)
  }

  private var everythingThatWasSaid: String? {
    view.transcript.selectAll()
    return view.transcript.plainSelection
  }

  @Test func linesReadWithTheirTimeAndWhoSaidThem() {
    conversation.append(.init(kind: .peer(name: "bob"), text: "ahoy\nthere", time: 0))
    conversation.append(.init(kind: .notice, text: "bob has left.", time: 0))
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

  @Test func pageKeysInTheEntryScrollTheTranscript() {
    for number in 1...100 {
      conversation.append(.init(kind: .own, text: "\(number)", time: 0))
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

  @Test func aClosedWindowLeavesItsDraftForTheNext() {
    window.type("draft")
    view.detach(from: conversation)
    conversation.append(.init(kind: .peer(name: "bob"), text: "meanwhile", time: 0))
    let next = ChatView(showing: conversation, timeOfDay: { _ in "12:35" })
    #expect(next.entry.text == "draft")
    next.transcript.selectAll()
    #expect(next.transcript.count == 2)
  }
}
