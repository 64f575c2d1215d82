import ChatClient
import Framing
import Testing

struct ClientSessionTests {
  let harness = SessionHarness()
  var session: ClientSession { harness.session }

  @Test func itRegistersWithVersion2AndItsDevice() throws {
    session.connected()
    #expect(
      try harness.sent() == [
        .register(Registration(username: "alice", version: 2, device: "d1"))
      ])
    #expect(session.state == .registering)
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

  @Test func aMessageGoesOutWithACidAndReadsAsOnesOwnLine() throws {
    try harness.signIn(others: "bob")
    try session.send("hi", to: Peer("bob"))
    guard case .chat(let chat) = try #require(try harness.sent().first) else {
      Issue.record("not a chat")
      return
    }
    #expect(chat.to == "bob" && chat.from == "alice" && chat.msg == "hi" && chat.cid != nil)
    #expect(
      session.conversation(with: Peer("bob")).lines == [
        .init(kind: .own, text: "hi", time: 1_000)
      ])
  }

  @Test func toARouterOfVersion1NoCidGoesOut() throws {
    session.connected()
    try harness.router(.userList(["alice", "bob"]))
    _ = try harness.sent()
    try session.send("hi", to: Peer("bob"))
    #expect(try harness.sent() == [.chat(Chat(to: "bob", from: "alice", msg: "hi"))])
  }

  @Test func twoMessagesNeverShareACid() throws {
    try harness.signIn(others: "bob")
    try session.send("a", to: Peer("bob"))
    try session.send("b", to: Peer("bob"))
    let cids = try harness.sent().map { message -> String? in
      if case .chat(let chat) = message { chat.cid } else { nil }
    }
    #expect(Set(cids).count == 2)
  }

  @Test func anIncomingMessageLandsWithItsSender() throws {
    try harness.signIn(others: "bob")
    try harness.router(.chat(Chat(to: "alice", from: "bob", msg: "ahoy", id: "1", seq: 1, ts: 7)))
    #expect(harness.arrived.map(\.peer) == [Peer("bob")])
    #expect(
      session.conversation(with: Peer("BOB")).lines == [
        .init(kind: .peer(name: "bob"), text: "ahoy", time: 7)
      ])
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
    #expect(session.conversation(with: Peer("bob")).lines.map(\.kind) == [.own])
    #expect(harness.arrived.isEmpty)
  }

  @Test func whoIsNotHereGetsNothingAndTheTextStays() throws {
    try harness.signIn(others: "bob")
    #expect(throws: ClientSession.SendFailure.peerIsGone) {
      try session.send("hi", to: Peer("carol"))
    }
    #expect(try harness.sent() == [])
    #expect(harness.texts(with: "carol") == [])
  }

  @Test func withoutAConnectionNothingIsSent() throws {
    #expect(throws: ClientSession.SendFailure.notConnected) {
      try session.send("hi", to: .everyone)
    }
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
    guard case .chat(let chat) = try #require(try harness.sent().first) else { return }
    try harness.router(
      .error(ErrorMessage(msg: "gone", code: .noSuchUser, to: "bob", re: chat.cid)))
    let conversation = session.conversation(with: Peer("bob"))
    #expect(conversation.lines.last?.kind == .error)
    #expect(conversation.draft == "precious")
  }

  @Test func aTextThatCannotBeGivenBackIsNotCalledKept() throws {
    try harness.signIn(others: "bob")
    let conversation = session.conversation(with: Peer("bob"))
    try session.send("first", to: Peer("bob"))
    try session.send("second", to: Peer("bob"))
    for message in try harness.sent() {
      guard case .chat(let chat) = message else { continue }
      try harness.router(.error(ErrorMessage(msg: "gone", code: .noSuchUser, re: chat.cid)))
    }
    #expect(conversation.draft == "first")
    let told = harness.texts(with: "bob").suffix(2)
    #expect(told.map { $0.contains("kept below") } == [true, false])
    #expect(told.last?.contains("“second”") == true)
  }

  @Test func whatIsInDoubtAfterACutIsToldInTheOrderOfSending() throws {
    try harness.signIn(others: "bob")
    for number in 1...12 { try session.send("line \(number).", to: Peer("bob")) }
    session.disconnected()
    let doubts = harness.texts(with: "bob").filter { $0.contains("may not have arrived") }
    #expect(doubts.count == 12)
    for (index, doubt) in doubts.enumerated() { #expect(doubt.contains("line \(index + 1).")) }
  }

  @Test func anAckedMessageIsNotCalledUncertainAfterACut() throws {
    try harness.signIn(others: "bob")
    try session.send("arrived", to: Peer("bob"))
    try session.send("in doubt", to: Peer("bob"))
    guard case .chat(let first) = try #require(try harness.sent().first) else { return }
    let cid = try #require(first.cid)
    try harness.router(.acknowledgement(Acknowledgement(cid: cid, id: "1", seq: 1, ts: 1)))
    session.disconnected()
    let doubts = harness.texts(with: "bob").filter { $0.contains("may not have arrived") }
    #expect(doubts.count == 1)
    #expect(doubts.first?.contains("in doubt") == true)
  }

  @Test func aVersion1ErrorIsToldWhereItsPeerIs() throws {
    session.connected()
    try harness.router(.userList(["alice", "bob"]))
    try harness.router(.error(ErrorMessage(msg: "bob has gone", code: .noSuchUser, to: "bob")))
    #expect(harness.texts(with: "bob") == ["The router says: bob has gone"])
  }

  @Test func whatAVersion1RouterCouldNotDeliverIsGivenBackTheLatestFirst() throws {
    session.connected()
    try harness.router(.userList(["alice", "bob", "carol"]))
    let gone = ErrorMessage(msg: "bob is not here.", code: .noSuchUser, to: "Bob")
    for text in ["arrived", "first", "second"] { try session.send(text, to: Peer("bob")) }
    try session.send("for carol", to: Peer("carol"))
    try harness.router(.error(gone))
    #expect(session.conversation(with: Peer("bob")).draft == "second")
    try harness.router(.error(gone))
    let told = harness.texts(with: "bob").suffix(2)
    #expect(told.map { $0.contains("kept below") } == [true, false])
    #expect(told.last?.contains("“first”") == true)
    #expect(session.conversation(with: Peer("carol")).draft.isEmpty)
  }

  @Test func whatWasSaidBeforeACutIsNotGivenBackAfterIt() throws {
    for _ in 1...2 {
      session.connected()
      try harness.router(.userList(["alice", "bob"]))
      if session.conversation(with: Peer("bob")).lines.isEmpty {
        try session.send("old", to: Peer("bob"))
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
    let slower = ErrorMessage(msg: "Slower.", code: .rateLimited, retryMilliseconds: 100)
    try harness.router(.error(slower), .error(slower))
    let lines = session.conversation(with: Peer("bob")).lines
    #expect(lines.map(\.kind) == [.own, .notice])
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

  @Test func joinsAndLeavesAreToldWhereSomebodyReadsThem() throws {
    try harness.signIn(others: "bob")
    _ = session.conversation(with: Peer("bob"))
    try harness.router(
      .presence(RosterEntry(user: "bob", state: .offline)),
      .presence(RosterEntry(user: "carol", state: .online)))
    #expect(harness.texts(with: "bob") == ["bob has left."])
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
    #expect(open.lines.count == 1)
    #expect(closed.lines.isEmpty)
    try harness.signIn(others: "bob")
    #expect(open.lines.map(\.kind) == [.error, .notice])
  }
}
