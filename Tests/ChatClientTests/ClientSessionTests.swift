import ChatClient
import Framing
import Storage
import Testing

struct ClientSessionTests {
  let harness: SessionHarness
  var session: ClientSession { harness.session }

  init() throws {
    harness = try SessionHarness()
  }

  @Test func itRegistersWithVersion2ItsDeviceAndHowFarItsLogIs() throws {
    session.connected()
    guard case .register(let first) = try #require(try harness.sent().first) else { return }
    #expect(first.username == "alice" && first.version == 2 && first.since == 0)
    #expect(first.device?.isEmpty == false)
    #expect(session.state == .registering)
    session.connected()
    #expect(try harness.sent() == [.register(first)], "the same device again")
  }

  @Test func aWelcomeAndARosterBringItOnline() throws {
    try harness.signIn(others: "bob", "Carol")
    #expect(session.state == .online)
    #expect(session.roster.people.map(\.name) == ["bob", "Carol"])
    #expect(session.roster.hasEveryone)
  }

  @Test func aUserListAloneMeansARouterOfVersion1WithoutEveryone() throws {
    session.connected()
    try harness.router(.userList(["alice", "bob"]))
    #expect(session.state == .online)
    #expect(session.roster.people.map(\.name) == ["bob"])
    #expect(!session.roster.hasEveryone)
  }

  @Test func aMessageGoesOutWithACidAndReadsAsOnesOwn() throws {
    try harness.signIn(others: "bob")
    try session.send("hi", to: Peer("bob"))
    let chat = try #require(try harness.chats().first)
    #expect(chat.to == "bob" && chat.from == "alice" && chat.msg == "hi" && chat.cid != nil)
    #expect(harness.items(with: "bob").map(\.kind) == [.own(.queued)])
    #expect(harness.items(with: "bob").map(\.time) == [1_000])
  }

  @Test func toARouterOfVersion1NoCidGoesOut() throws {
    session.connected()
    try harness.router(.userList(["alice", "bob"]))
    _ = try harness.sent()
    try session.send("hi", to: Peer("bob"))
    #expect(try harness.sent() == [.chat(Chat(to: "bob", from: "alice", msg: "hi"))])
  }

  @Test func oneMessageIsOnItsWayAtATimeAndNoTwoShareACid() throws {
    try harness.signIn(others: "bob")
    for text in ["a", "b"] { try session.send(text, to: Peer("bob")) }
    let first = try #require(try harness.chats().first)
    #expect(try harness.chats() == [])
    try harness.acknowledge(first, id: "1", seq: 1)
    let second = try harness.chats()
    #expect(first.msg == "a" && second.map(\.msg) == ["b"])
    #expect(second.first?.cid != first.cid)
  }

  @Test func anIncomingMessageLandsWithItsSender() throws {
    try harness.signIn(others: "bob")
    try harness.router(.chat(Chat(to: "alice", from: "bob", msg: "ahoy", id: "1", seq: 1, ts: 7)))
    #expect(harness.arrived.map(\.peer) == [Peer("bob")])
    let item = try #require(harness.items(with: "BOB").first)
    #expect(item.kind == .peer(name: "bob") && item.text == "ahoy" && item.time == 7)
  }

  @Test func aMessageToEveryoneLandsWithEveryone() throws {
    try harness.signIn(others: "bob")
    try harness.router(.chat(Chat(to: "#everyone", from: "bob", msg: "all")))
    #expect(harness.texts(with: "#everyone") == ["all"])
    #expect(harness.texts(with: "bob") == [])
  }

  @Test func onesOwnWordsFromAnotherDeviceLandWithTheirPeerAndAreNoNews() throws {
    try harness.signIn(others: "bob")
    try harness.router(.chat(Chat(to: "bob", from: "alice", msg: "from my phone")))
    #expect(harness.items(with: "bob").map(\.kind) == [.own(.sent)])
    #expect(harness.arrived.isEmpty)
  }

  @Test func aRouterOfVersion1KeepsNothingForWhoIsNotHereAndTheTextStays() throws {
    try harness.signInToVersion1(others: "bob")
    #expect(throws: ClientSession.SendFailure.peerIsGone) {
      try session.send("hi", to: Peer("carol"))
    }
    #expect(try harness.sent() == [])
    #expect(harness.texts(with: "carol") == [])
  }

  @Test func aRouterOfVersion2KeepsItForWhoIsNotHere() throws {
    try harness.signIn(others: "bob")
    try session.send("for later", to: Peer("carol"))
    #expect(try harness.chats().map(\.to) == ["carol"])
  }

  @Test func aTextOverTheRoutersLimitIsRefusedBeforeItIsSent() throws {
    try harness.signIn(others: "bob")
    #expect(throws: ClientSession.SendFailure.self) {
      try session.send(String(repeating: "x", count: 65_536), to: Peer("bob"))
    }
    #expect(try harness.sent() == [])
    #expect(session.state == .online)
  }

  @Test func aMessageThatComesBackIsToldInItsWindowAndGivenBack() throws {
    try harness.signIn(others: "bob")
    try session.send("precious", to: Peer("bob"))
    let chat = try #require(try harness.chats().first)
    try harness.router(
      .error(ErrorMessage(msg: "gone", code: .noSuchUser, to: "bob", re: chat.cid)))
    #expect(harness.notes(with: "bob").map(\.isError) == [true])
    #expect(harness.deliveries(to: "bob") == [.failed])
    #expect(session.conversation(with: Peer("bob")).draft == "precious")
    #expect(try harness.chats() == [], "it is not sent again")
  }

  @Test func aTextThatCannotBeGivenBackIsNotCalledKept() throws {
    try harness.signIn(others: "bob")
    let conversation = session.conversation(with: Peer("bob"))
    try session.send("first", to: Peer("bob"))
    try session.send("second", to: Peer("bob"))
    for _ in 1...2 {
      let chat = try #require(try harness.chats().first)
      try harness.router(.error(ErrorMessage(msg: "gone", code: .noSuchUser, re: chat.cid)))
    }
    #expect(conversation.draft == "first")
    let told = harness.notes(with: "bob").map(\.text)
    #expect(told.map { $0.contains("kept below") } == [true, false])
    #expect(told.last?.contains("“second”") == true)
  }

  @Test func aVersion1ErrorIsToldWhereItsPeerIs() throws {
    session.connected()
    try harness.router(.userList(["alice", "bob"]))
    try harness.router(.error(ErrorMessage(msg: "bob has gone", code: .noSuchUser, to: "bob")))
    #expect(harness.notes(with: "bob").map(\.text) == ["The router says: bob has gone"])
  }

  @Test func whatAVersion1RouterCouldNotDeliverIsGivenBackTheLatestFirst() throws {
    session.connected()
    try harness.router(.userList(["alice", "bob", "carol"]))
    let gone = ErrorMessage(msg: "bob is not here.", code: .noSuchUser, to: "Bob")
    for text in ["arrived", "first", "second"] { try session.send(text, to: Peer("bob")) }
    try session.send("for carol", to: Peer("carol"))
    #expect(try harness.chats().count == 4)
    try harness.router(.error(gone))
    #expect(session.conversation(with: Peer("bob")).draft == "second")
    try harness.router(.error(gone))
    let told = harness.notes(with: "bob").map(\.text)
    #expect(told.map { $0.contains("kept below") } == [true, false])
    #expect(told.last?.contains("“first”") == true)
    #expect(session.conversation(with: Peer("carol")).draft.isEmpty)
  }

  @Test func whatWasSaidBeforeACutIsNotGivenBackAfterIt() throws {
    for _ in 1...2 {
      session.connected()
      try harness.router(.userList(["alice", "bob"]))
      if harness.items(with: "bob").isEmpty {
        try session.send("old", to: Peer("bob"))
        #expect(try harness.chats().count == 1)
        session.disconnected()
      }
    }
    try harness.router(.error(ErrorMessage(msg: "gone", code: .noSuchUser, to: "bob")))
    #expect(session.conversation(with: Peer("bob")).draft.isEmpty)
  }

  @Test func namesOfNoUseAreLeftOutOfTheRosterAndTheirMessagesAreTold() throws {
    session.connected()
    let endless = String(repeating: "x", count: 1_025)
    try harness.router(.userList(["alice", "", endless, "bob"]))
    #expect(session.roster.people.map(\.name) == ["bob"])
    try harness.router(.chat(Chat(to: "alice", from: endless, msg: "hi")))
    #expect(harness.arrived.isEmpty)
    #expect(harness.notices.count == 1)
    #expect(harness.notices.first?.contains(endless) == false)
    try harness.router(.error(ErrorMessage(msg: endless, code: .noSuchUser, to: endless)))
    #expect(harness.notices.count == 2)
    #expect((harness.notices.last?.count ?? .max) < 600)
  }

  @Test(arguments: [1, 2])
  func beingSlowedDownIsAQuietNoticeOnce(version: Int) throws {
    if version == 2 {
      try harness.signIn(others: "bob")
    } else {
      session.connected()
      try harness.router(.userList(["alice", "bob"]))
    }
    try session.send("hi", to: Peer("bob"))
    _ = try harness.sent()
    let slower = ErrorMessage(msg: "Slower.", code: .rateLimited, retryMilliseconds: 100)
    try harness.router(.error(slower), .error(slower))
    #expect(harness.notes(with: "bob").map(\.isError) == [false])
    #expect(session.conversation(with: Peer("bob")).draft.isEmpty)
    #expect(harness.refusals.isEmpty && harness.notices.isEmpty)
    #expect(session.state == .online)
  }

  @Test func aRefusedNameIsTold() throws {
    session.connected()
    try harness.router(.error(ErrorMessage(msg: "That name is taken.", code: .nameTaken)))
    #expect(harness.refusals.map(\.code) == [.nameTaken])
    #expect(session.state == .registering)
  }

  @Test func aPingIsAnswered() throws {
    try harness.signIn()
    try harness.router(.ping(17))
    #expect(try harness.sent() == [.pong(17)])
  }

  @Test func typesOfALaterVersionAreLeftOutInSilence() throws {
    try harness.signIn()
    let body = Array(#"{"type":"reaction","id":"1"}"#.utf8)
    try session.receive(([0, 0, 0, UInt8(body.count)] + body).span)
    #expect(harness.notices.isEmpty)
    #expect(session.state == .online)
  }

  @Test func noMoreIsTakenThanThereIsTimeForAndTheRestInOrder() throws {
    try harness.signIn(others: "bob")
    var bytes: [UInt8] = []
    for number in 1...5 {
      let (text, seq) = ("\(number)", Int64(number))
      FrameEncoder.append(
        .chat(Chat(to: "alice", from: "bob", msg: text, id: text, seq: seq, ts: 1)), to: &bytes)
    }
    var turns = 0
    let hasTime = {
      turns += 1
      return turns % 2 != 0
    }
    let (first, rest) = (Array(bytes.dropLast(3)), Array(bytes.suffix(3)))
    var hasMore = try session.receive(first.span, while: hasTime)
    #expect(hasMore)
    #expect(harness.texts(with: "bob") == ["1", "2"])
    hasMore = try session.receive(Span(), while: { false })
    #expect(hasMore)
    #expect(harness.texts(with: "bob") == ["1", "2", "3"])
    hasMore = try session.receive(rest.span, while: hasTime)
    #expect(!hasMore)
    #expect(harness.texts(with: "bob") == ["1", "2", "3", "4", "5"])
  }

  @Test func joinsAndLeavesAreToldWhereSomebodyReadsThem() throws {
    try harness.signIn(others: "bob")
    _ = session.conversation(with: Peer("bob"))
    try harness.router(
      .presence(RosterEntry(user: "bob", state: .offline)),
      .presence(RosterEntry(user: "carol", state: .online)))
    #expect(harness.notes(with: "bob").map(\.text) == ["bob has left."])
    #expect(session.conversations[Peer("carol")] == nil)
    #expect(session.roster.people.map(\.name) == ["carol"])
  }

  @Test func aCutIsToldInOpenWindowsOnceAndSoIsTheReturn() throws {
    try harness.signIn(others: "bob")
    let open = session.conversation(with: Peer("bob"))
    open.onAppend = { _ in }
    let closed = session.conversation(with: .everyone)
    session.disconnected()
    session.disconnected()
    #expect(open.notes.count == 1)
    #expect(closed.notes.isEmpty)
    try harness.signIn(others: "bob")
    #expect(open.notes.map(\.isError) == [true, false])
  }
}
