import ChatClient
import Framing
import Storage
import Testing

struct RoomTests {
  let harness: SessionHarness
  var session: ClientSession { harness.session }
  let ops = Peer("#ops")

  init() throws {
    harness = try SessionHarness()
    try harness.signIn(others: "bob", "carol")
  }

  @Test func aRoomIsComparedAsNamesAre() {
    #expect(Peer("#Ops") == ops && ops.isRoom && ops.address == "#ops" && ops.title == "#ops")
    #expect(Peer("#EVERYONE") == .everyone && Peer.everyone.title == "Everyone")
    #expect(Peer("ops") != ops && !Peer("ops").isRoom)
  }

  @Test func oneIsInARoomWhenTheRouterSaysSoAndOutAgain() throws {
    var changes = 0
    session.onRoomsChange = { changes += 1 }
    session.join(ops)
    #expect(try harness.sent() == [.join(room: "#ops")])
    #expect(session.rooms == [.everyone])
    try harness.router(.members(RoomMembers(room: "#ops", users: ["alice", "bob"])))
    #expect(session.rooms == [.everyone, ops] && session.members(of: ops) == ["alice", "bob"])
    session.leave(ops)
    #expect(try harness.sent() == [.leave(room: "#ops")])
    try harness.router(.members(RoomMembers(room: "#ops", users: ["bob"])))
    #expect(session.rooms == [.everyone])
    #expect(changes == 2)
  }

  @Test func whatIsSaidInARoomIsInItsConversation() throws {
    try harness.router(
      .chat(Chat(to: "#ops", from: "bob", msg: "down again", id: "1", seq: 1, ts: 1)))
    #expect(harness.items(with: "#ops").map(\.kind) == [.peer(name: "bob")])
    #expect(harness.arrived.map(\.peer) == [ops])
    try session.send("on it", to: ops)
    #expect(try harness.chats().map(\.to) == ["#ops"])
  }

  @Test func withoutAConnectionOneIsToldThatRoomsNeedOne() throws {
    session.disconnected()
    session.join(ops)
    #expect(harness.notices.count == 1)
    try harness.signInToVersion1(others: "bob")
    session.join(ops)
    #expect(harness.notices.count == 2)
    #expect(try harness.sent() == [])
  }

  @Test func awayIsToldAgainAfterAReconnect() throws {
    session.setAway("lunch")
    #expect(try harness.sent() == [.away("lunch")])
    session.disconnected()
    #expect(try harness.signIn(others: "bob").contains(.away("lunch")))
    session.back()
    session.back()
    #expect(try harness.sent() == [.back])
    #expect(!session.isAway)
  }

  @Test func whatSomebodySaysAboutBeingAwayIsInTheRoster() throws {
    try harness.router(.presence(RosterEntry(user: "bob", state: .away, text: "back at 3")))
    #expect(session.roster.people.first == Person(name: "bob", state: .away, text: "back at 3"))
  }

  @Test func aPeerIsToldNowAndThenThatOneIsWriting() throws {
    session.typing(to: Peer("bob"))
    session.typing(to: Peer("bob"))
    session.typing(to: Peer("nobody"))
    #expect(try harness.sent() == [.typing(Typing(to: "bob"))])
    harness.now += 3_001
    session.typing(to: Peer("bob"))
    #expect(try harness.sent() == [.typing(Typing(to: "bob"))])
  }

  @Test func whoWritesIsShownUntilTheMessageComesOrForSixSeconds() throws {
    let bob = session.conversation(with: Peer("bob"))
    var changes = 0
    bob.onTyping = { changes += 1 }
    try harness.router(.typing(Typing(to: "alice", from: "bob")))
    #expect(bob.typing == ["bob"])
    try harness.router(.chat(Chat(to: "alice", from: "bob", msg: "done")))
    #expect(bob.typing == [])
    try harness.router(.typing(Typing(to: "alice", from: "bob")))
    _ = try harness.sent()
    #expect(harness.wait == 6_000)
    harness.now += 6_000
    _ = try harness.sent()
    #expect(bob.typing == [] && harness.wait == nil)
    #expect(changes == 4)
    #expect(session.conversations[Peer("carol")] == nil)
  }
}
