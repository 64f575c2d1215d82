import ChatClient
import Framing
import Testing
import WidgetTestSupport
import Widgets

struct RosterViewTests {
  let harness = SessionHarness()
  let view = RosterView(name: "alice")
  let window: TestWindow

  init() {
    window = TestWindow(view, width: 240, height: 400)
    window.tree.focus(view.list)
  }

  private var rows: [String] { view.list.items.map(\.text) }

  @Test func everyoneComesFirstAndOneselfIsLeftOut() throws {
    try harness.signIn(others: "Bob", "aaron")
    view.update(from: harness.session)
    #expect(rows == ["Everyone", "aaron", "Bob"])
  }

  @Test func whoWasTalkedWithStaysInTheListAfterLeaving() throws {
    try harness.signIn(others: "bob", "carol")
    _ = harness.session.conversation(with: Peer("bob"))
    try harness.router(
      .presence(RosterEntry(user: "bob", state: .offline)),
      .presence(RosterEntry(user: "carol", state: .offline)))
    view.update(from: harness.session)
    #expect(rows == ["Everyone", "bob"])
    #expect(view.list.items.last?.presence == .offline)
  }

  @Test func unreadMessagesAreCountedAtTheirPeer() throws {
    try harness.signIn(others: "bob")
    let conversation = harness.session.conversation(with: Peer("bob"))
    conversation.countUnread()
    conversation.countUnread()
    view.update(from: harness.session)
    #expect(view.list.items.last?.unread == 2)
    conversation.markRead()
    view.update(from: harness.session)
    #expect(view.list.items.last?.unread == 0)
  }

  @Test func returnOpensTheSelectedPeerAndEveryoneIsNoName() throws {
    var opened: [Peer] = []
    view.onOpen = { opened.append($0) }
    try harness.signIn(others: "bob")
    view.update(from: harness.session)
    window.press(.home)
    window.press(.enter)
    window.press(.end)
    window.press(.enter)
    #expect(opened == [.everyone, Peer("bob")])
  }

  @Test func aNameThatCannotBeShownIsOpenedUnderTheNameThatTheRouterKnows() throws {
    var opened: [Peer] = []
    view.onOpen = { opened.append($0) }
    harness.session.connected()
    try harness.router(.userList(["alice", "b\u{0}ob\n"]))
    view.update(from: harness.session)
    #expect(rows == ["b\u{FFFD}ob\u{FFFD}"])
    window.press(.home)
    window.press(.enter)
    #expect(opened.map(\.address) == ["b\u{0}ob\n"])
  }

  @Test func theStatusLineIsShown() {
    view.show(status: "Connected", isError: false)
    #expect(window.draw().texts.contains("Connected"))
  }
}
