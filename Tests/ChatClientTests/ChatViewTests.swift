import Testing
import WidgetTestSupport
import Widgets

@testable import ChatClient

struct ChatViewTests {
  let script: ScriptedConversation
  let view: ChatView
  let window: TestWindow

  init() throws {
    script = try ScriptedConversation()
    script.own("hello")
    script.acknowledge()
    view = ChatView(showing: script.conversation, time: .scripted)
    window = TestWindow(view, width: 400, height: 300)
    window.tree.focus(view.entry)
  }

  private var everythingThatWasSaid: String? {
    view.transcript.selectAll()
    return view.transcript.plainSelection
  }

  @Test func linesReadWithTheirTimeAndWhoSaidThem() {
    view.isWatched = true
    script.peer("ahoy\nthere")
    script.conversation.tell(Note(text: "bob has left.", isError: false, time: 3_000))
    #expect(
      everythingThatWasSaid == "day 0\n1 Me: hello\n2 bob: ahoy\nthere\n3 bob has left.")
  }

  @Test func returnSubmitsAndATakenTextLeavesTheEntry() {
    var submitted: [ChatCommand] = []
    view.onSubmit = { command in
      submitted.append(command)
      return .taken
    }
    window.type("hi")
    #expect(script.conversation.draft == "hi")
    window.press(.enter)
    #expect(submitted == [.say("hi")])
    #expect(view.entry.text == "")
    #expect(script.conversation.draft == "")
  }

  @Test func aTextThatWasNotTakenStaysInTheEntryAndTheReasonIsSaidUntilItChanges() {
    view.onSubmit = { _ in .refused("Too long") }
    window.type("precious")
    window.press(.enter)
    #expect(view.entry.text == "precious")
    #expect(window.draw().texts.contains("Too long"))
    window.type("!")
    #expect(!window.redrawnTexts.contains("Too long"))
  }

  @Test func aCommandThatThereIsNotIsToldAndTheTextKept() {
    var count = 0
    view.onSubmit = { _ in
      count += 1
      return .taken
    }
    window.type("/foo bar")
    window.press(.enter)
    #expect(count == 0)
    #expect(view.entry.text == "/foo bar")
    #expect(window.redrawnTexts.contains { $0.hasPrefix("There is no command /foo") })
  }

  @Test func blanksAloneAreNotSent() {
    var count = 0
    view.onSubmit = { _ in
      count += 1
      return .taken
    }
    window.type("  ")
    window.press(.enter)
    #expect(count == 0)
  }

  @Test func writingIsToldButNotThatOfACommand() {
    var count = 0
    view.onTyping = { count += 1 }
    window.type("/aw")
    #expect(count == 0)
    view.entry.text = ""
    window.type("hi")
    #expect(count == 2)
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
    #expect(window.selections[.clipboard] == "day 0\n1 Me: hello")
  }

  @Test func pageKeysInTheEntryScrollTheTranscript() {
    for number in 1...100 { script.own("\(number)") }
    window.draw()
    #expect(view.transcript.isAtBottom)
    window.press(.pageUp)
    #expect(!view.transcript.isAtBottom)
  }

  @Test func aTextThatComesBackDoesNotReplaceANewOne() {
    #expect(script.conversation.giveBack("old"))
    #expect(view.entry.text == "old")
    #expect(!script.conversation.giveBack("older"))
    #expect(view.entry.text == "old")
  }

  @Test func aClosedWindowLeavesItsDraftForTheNext() {
    window.type("draft")
    view.detach(from: script.conversation)
    script.peer("meanwhile")
    let next = ChatView(showing: script.conversation, time: .scripted)
    let other = TestWindow(next, width: 400, height: 300)
    #expect(next.entry.text == "draft")
    #expect(other.redrawnTexts.contains("meanwhile"))
  }

  @Test func whoIsWritingIsSaidAboveTheEntryAndNothingMoves() {
    let before = view.entry.bounds
    script.conversation.setTyping(["bob"])
    #expect(window.redrawnTexts.contains("bob is typing…"))
    script.conversation.setTyping(["bob", "carol"])
    #expect(window.redrawnTexts.contains("bob and carol are typing…"))
    script.conversation.setTyping([])
    #expect(!window.redrawnTexts.contains { $0.contains("typing") })
    #expect(view.entry.bounds == before)
  }

  @Test func whatWaitsForTheConnectionSaysSo() {
    script.own("into the void")
    #expect(window.redrawnTexts.contains { $0.hasPrefix("Not sent yet") })
    script.acknowledge()
    #expect(!window.redrawnTexts.contains { $0.hasPrefix("Not sent yet") })
  }
}

extension TestWindow {
  /// All texts that are drawn, those that didn't change too.
  var redrawnTexts: [String] {
    tree.invalidate(tree.root.bounds)
    return draw().texts
  }
}
