import ChatClient
import Framing
import Testing
import WidgetTestSupport
import Widgets

struct RosterViewTests {
  let harness: SessionHarness
  let view = RosterView(name: "alice")
  let window: TestWindow

  init() throws {
    harness = try SessionHarness()
    window = TestWindow(view, width: 240, height: 400)
    window.tree.focus(view.list)
  }

  private var rows: [String] { view.list.items.map(\.text) }

  private func say(_ text: String, from name: String) throws {
    try harness.router(.chat(Chat(to: "alice", from: name, msg: text)))
    _ = try harness.sent()
  }

  @Test func roomsComeFirstThenWhoIsHereAndOneselfIsLeftOut() throws {
    try harness.signIn(others: "Bob", "aaron")
    try harness.router(
      .members(RoomMembers(room: "#ops", users: ["alice", "Bob"])),
      .members(RoomMembers(room: "#Dev", users: ["alice"])))
    view.update(from: harness.session)
    #expect(rows == ["Everyone", "#Dev", "#ops", "aaron", "Bob"])
    #expect(view.list.items.map(\.startsGroup) == [false, false, false, true, false])
    #expect(view.list.items.prefix(3).allSatisfy { $0.presence == nil })
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
    #expect(view.list.items.last?.startsGroup == true)
  }

  @Test func whoeverIsAwayIsMarkedWithWhatTheySay() throws {
    try harness.signIn(others: "bob", "carol")
    try harness.router(
      .presence(RosterEntry(user: "bob", state: .away, text: "back at 3")),
      .presence(RosterEntry(user: "carol", state: .away)))
    view.update(from: harness.session)
    #expect(view.list.items.suffix(2).map(\.presence) == [.away, .away])
    #expect(view.list.items.suffix(2).map(\.detail) == ["back at 3", "away"])
  }

  @Test func unreadMessagesAreCountedAtTheirPeer() throws {
    try harness.signIn(others: "bob")
    try say("one", from: "bob")
    try say("two", from: "bob")
    view.update(from: harness.session)
    #expect(view.list.items.last?.unread == 2)
    harness.session.conversation(with: Peer("bob")).markRead()
    view.update(from: harness.session)
    #expect(view.list.items.last?.unread == 0)
  }

  @Test func returnOpensWhateverIsSelected() throws {
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

  @Test func roomsAndBeingAwayAreReachedByTheKeyboard() throws {
    var joins = 0
    var aways = 0
    view.onJoin = { joins += 1 }
    view.onAway = { aways += 1 }
    try harness.signIn(others: "bob")
    view.update(from: harness.session)
    window.press(.tab)
    window.press(.enter)
    window.press(.tab)
    window.press(.enter)
    #expect(joins == 1 && aways == 1)
    harness.session.setAway("lunch")
    view.update(from: harness.session)
    #expect(window.redrawnTexts.contains("Back") && window.redrawnTexts.contains("away"))
  }

  @Test func aRouterOfVersion1HasNoRoomsToJoin() throws {
    try harness.signInToVersion1(others: "bob")
    view.update(from: harness.session)
    #expect(rows == ["bob"])
    window.press(.tab)
    #expect(view.list.hasFocus)
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
