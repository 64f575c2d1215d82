import ChatClient
import Framing
import Storage
import Testing

/// What a session does with one's own words until the router has them.
struct OutboxTests {
  let file = TemporaryFile()

  func start() throws -> SessionHarness { try SessionHarness(file: file.path) }

  /// Lets the router take what comes, one after the other.
  func takeAll(_ harness: SessionHarness, from first: Int64 = 1) throws -> [Chat] {
    var taken: [Chat] = []
    while let chat = try harness.chats().first {
      taken.append(chat)
      let seq = first + Int64(taken.count) - 1
      try harness.acknowledge(chat, id: "i\(seq)", seq: seq)
    }
    return taken
  }

  @Test func whatIsTypedOfflineIsQueuedAndSentInOrderOnce() throws {
    let harness = try start()
    for text in ["one", "two", "three"] { try harness.session.send(text, to: Peer("bob")) }
    #expect(try harness.sent() == [])
    #expect(harness.deliveries(to: "bob") == [.queued, .queued, .queued])
    let registered = try harness.signIn(others: "bob")
    var first: Chat?
    for case .chat(let chat) in registered { first = chat }
    try harness.acknowledge(try #require(first), id: "i1", seq: 1)
    #expect([first?.msg] + (try takeAll(harness, from: 2)).map(\.msg) == ["one", "two", "three"])
    #expect(harness.deliveries(to: "bob") == [.sent, .sent, .sent])
    #expect(harness.texts(with: "bob") == ["one", "two", "three"])
  }

  @Test func whatWasNotAcknowledgedIsSentAgainWithTheSameCidAlsoByTheNextProgram() throws {
    var first: Chat?
    do {
      let harness = try start()
      try harness.signIn(others: "bob")
      try harness.session.send("precious", to: Peer("bob"))
      first = try harness.chats().first
      harness.session.disconnected()
      var again: Chat?
      for case .chat(let chat) in try harness.signIn(others: "bob") { again = chat }
      #expect(again == first)
    }
    let harness = try start()
    #expect(harness.deliveries(to: "bob") == [.queued])
    var again: Chat?
    for case .chat(let chat) in try harness.signIn(others: "bob") { again = chat }
    #expect(again == first && again?.cid != nil)
    try harness.acknowledge(try #require(again), id: "i1", seq: 1)
    #expect(try harness.chats() == [])
    #expect(harness.texts(with: "bob") == ["precious"])
  }

  @Test func whatTheRouterHadTakenBeforeTheCutIsNotShownTwice() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    try harness.session.send("precious", to: Peer("bob"))
    let sent = try #require(try harness.chats().first)
    harness.session.disconnected()
    harness.session.connected()
    var echo = sent
    (echo.id, echo.seq, echo.ts) = ("i1", 1, 5_000)
    try harness.router(
      .welcome(
        Welcome(
          user: "alice", server: "r1", time: 0, first: 1, head: 1,
          limits: .init(frame: 65_536, pingMilliseconds: 60_000))),
      .chat(echo))
    #expect(try harness.chats() == [], "it needs no sending")
    #expect(harness.texts(with: "bob") == ["precious"])
    #expect(harness.deliveries(to: "bob") == [.sent])
  }

  @Test func whatTheRouterCannotStoreNowIsSentAgainBeforeWhatWasTypedLater() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    for text in ["one", "two"] { try harness.session.send(text, to: Peer("bob")) }
    let one = try #require(try harness.chats().first)
    let full = ErrorMessage(
      msg: "full", code: .storageUnavailable, re: one.cid, retryMilliseconds: 500)
    try harness.router(.error(full))
    #expect(try harness.chats() == [])
    #expect(harness.wait == 500)
    #expect(harness.deliveries(to: "bob") == [.queued, .queued])
    harness.now += 500
    #expect(try harness.chats() == [one])
    try harness.router(.error(full))
    harness.now += 500
    #expect(try takeAll(harness).map(\.msg) == ["one", "two"])
    #expect(harness.notes(with: "bob").count == 2)
  }

  @Test func aTextThatIsTooLongForThisRouterComesBack() throws {
    let harness = try start()
    try harness.session.send(String(repeating: "x", count: 60_000), to: Peer("bob"))
    try harness.session.send("short", to: Peer("bob"))
    harness.session.connected()
    try harness.router(
      .welcome(
        Welcome(
          user: "alice", server: "r1", time: 0, first: 1, head: 0,
          limits: .init(frame: 4_096, pingMilliseconds: 60_000))))
    #expect(try harness.chats().map(\.msg) == ["short"])
    #expect(harness.deliveries(to: "bob") == [.failed, .queued])
    #expect(harness.session.conversation(with: Peer("bob")).draft.count == 60_000)
  }

  @Test func toARouterOfVersion1ItGoesWhenThePeerIsHereAndIsSentThen() throws {
    let harness = try start()
    try harness.session.send("for bob", to: Peer("bob"))
    try harness.session.send("for carol", to: Peer("carol"))
    harness.session.connected()
    try harness.router(.userList(["alice", "carol"]))
    #expect(try harness.chats() == [Chat(to: "carol", from: "alice", msg: "for carol")])
    #expect(harness.deliveries(to: "carol") == [.sent])
    #expect(harness.deliveries(to: "bob") == [.queued])
    try harness.router(.userList(["alice", "bob", "carol"]))
    #expect(try harness.chats().map(\.msg) == ["for bob"])
    #expect(try harness.chats() == [])
  }

  @Test func aRouterOfVersion1IsNotFloodedWithWhatWaited() throws {
    let harness = try start()
    let long = String(repeating: "x", count: 60_000)
    for _ in 1...5 { try harness.session.send(long, to: Peer("bob")) }
    harness.session.connected()
    try harness.router(.userList(["alice", "bob"]))
    #expect(try harness.chats().count == 3)
    #expect(harness.wait == 250)
    #expect(try harness.chats().count == 2)
    #expect(harness.wait == nil)
    #expect(harness.deliveries(to: "bob") == Array(repeating: .sent, count: 5))
  }

  @Test func deliveredAndReadAreSeenAtEachOwnMessage() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    for text in ["one", "two"] { try harness.session.send(text, to: Peer("bob")) }
    _ = try takeAll(harness)
    let conversation = harness.session.conversation(with: Peer("bob"))
    var changes = 0
    conversation.onDelivery = { changes += 1 }
    try harness.router(.receipt(Receipt(by: "bob", id: "i2", state: .delivered)))
    try harness.router(.receipt(Receipt(by: "bob", id: "i1", state: .read)))
    try harness.router(.receipt(Receipt(by: "bob", id: "i1", state: .delivered)))
    #expect(harness.deliveries(to: "bob") == [.read, .delivered])
    #expect(changes == 2)
    let first = try #require(harness.items(with: "bob").first)
    #expect(conversation.item(first.key)?.kind == .own(.read))
  }

  @Test func aDraftIsOnTheDiskASecondAfterTheKeyAndGoneWithTheMessage() throws {
    do {
      let harness = try start()
      let conversation = harness.session.conversation(with: Peer("bob"))
      conversation.draft = "unfin"
      _ = try harness.sent()
      #expect(harness.wait == 1_000)
      harness.now += 400
      conversation.draft = "unfinished"
      _ = try harness.sent()
      #expect(harness.wait == 600)
      harness.now += 600
      _ = try harness.sent()
      #expect(harness.wait == nil)
      conversation.draft = "unfinished and not kept"
    }
    do {
      let harness = try start()
      let conversation = harness.session.conversation(with: Peer("bob"))
      #expect(conversation.draft == "unfinished")
      try harness.session.send(conversation.draft, to: conversation.peer)
      conversation.draft = ""
      _ = try harness.sent()
    }
    let harness = try start()
    #expect(harness.session.conversation(with: Peer("bob")).draft == "")
    #expect(harness.texts(with: "bob") == ["unfinished"])
  }

  @Test func whoQuitsSendsAllThatWaitsAndTheNextProgramAsksWhatArrived() throws {
    var sent: [Chat] = []
    do {
      let harness = try start()
      try harness.signIn(others: "bob")
      for text in ["one", "two", "three"] { try harness.session.send(text, to: Peer("bob")) }
      harness.session.finish()
      sent = try harness.chats()
      #expect(sent.map(\.msg) == ["one", "two", "three"])
    }
    let harness = try start()
    var again: Chat?
    for case .chat(let chat) in try harness.signIn(others: "bob") { again = chat }
    #expect(again == sent.first)
    try harness.acknowledge(try #require(again), id: "i1", seq: 1)
    #expect(try takeAll(harness, from: 2) == Array(sent.dropFirst()))
  }

  @Test func whoQuitsKeepsTheDraftAtOnce() throws {
    do {
      let harness = try start()
      harness.session.conversation(with: Peer("bob")).draft = "half"
      harness.session.finish()
    }
    #expect(try start().session.conversation(with: Peer("bob")).draft == "half")
  }
}
