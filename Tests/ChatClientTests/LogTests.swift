import ChatClient
import Framing
import Storage
import Testing

/// What a session does with the router's log: everything once, nothing left out.
struct LogTests {
  let file = TemporaryFile()

  func start() throws -> SessionHarness { try SessionHarness(file: file.path) }

  func chat(_ seq: Int64, from: String = "bob", to: String = "alice", cid: String? = nil) -> Message
  {
    .chat(
      Chat(to: to, from: from, msg: "m\(seq)", cid: cid, id: "i\(seq)", seq: seq, ts: 2_000 + seq))
  }

  func since(_ messages: [Message]) -> Int64? {
    for case .register(let registration) in messages { return registration.since }
    return nil
  }

  func stored(_ messages: [Message]) -> [Int64] {
    messages.compactMap { if case .stored(let seq) = $0 { seq } else { nil } }
  }

  @Test func itAsksForWhatComesAfterTheLastThatIsStoredAlsoAfterARestart() throws {
    do {
      let harness = try start()
      #expect(since(try harness.signIn(others: "bob")) == 0)
      try harness.router(chat(1), chat(2))
      _ = try harness.sent()
    }
    let harness = try start()
    #expect(since(try harness.signIn(others: "bob", head: 2)) == 2)
    #expect(harness.texts(with: "bob") == ["m1", "m2"])
  }

  @Test func whatIsKnownIsDropped() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    try harness.router(chat(1), chat(2), chat(1), chat(2), chat(3))
    #expect(harness.texts(with: "bob") == ["m1", "m2", "m3"])
    #expect(harness.arrived.count == 3)
  }

  @Test func atAGapItAsksAgainAndShowsNothingTwice() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    try harness.router(chat(1), chat(3), chat(4))
    #expect(harness.timesBehind == 1)
    #expect(harness.texts(with: "bob") == ["m1"])
    _ = try harness.sent()
    harness.session.disconnected()
    #expect(since(try harness.signIn(others: "bob", head: 4)) == 1)
    try harness.router(chat(2), chat(3), chat(4))
    #expect(harness.texts(with: "bob") == ["m1", "m2", "m3", "m4"])
    #expect(harness.timesBehind == 1)
  }

  @Test func whatARouterLeavesOutEveryTimeIsNotWaitedForForEver() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    try harness.router(chat(1), chat(3))
    harness.session.disconnected()
    try harness.signIn(others: "bob", head: 3)
    try harness.router(chat(3), chat(4))
    #expect(harness.timesBehind == 1)
    #expect(harness.texts(with: "bob") == ["m1", "m3", "m4"])
  }

  @Test func whatTheRouterHasThrownAwayIsToldAndLeftBehind() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    try harness.router(chat(1))
    _ = try harness.sent()
    harness.session.disconnected()
    try harness.signIn(others: "bob", first: 50, head: 60)
    try harness.router(chat(50))
    #expect(harness.timesBehind == 0)
    #expect(harness.notices.count == 1)
    #expect(harness.texts(with: "bob") == ["m1", "m50"])
  }

  @Test func itAcknowledgesWhatIsStoredAtOnceThenOnceASecondOrEvery32() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    try harness.router(chat(1))
    #expect(stored(try harness.sent()) == [1])
    try harness.router(chat(2), chat(3))
    #expect(stored(try harness.sent()) == [])
    #expect(harness.wait == 1_000)
    harness.now += 1_000
    #expect(stored(try harness.sent()) == [3])
    for seq in 4...34 { try harness.router(chat(Int64(seq))) }
    #expect(stored(try harness.sent()) == [])
    try harness.router(chat(35))
    #expect(stored(try harness.sent()) == [35])
    #expect(harness.wait == nil)
  }

  @Test func onesOwnNumbersAreTakenWithTheAcknowledgementWhateverComesFirst() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    try harness.session.send("mine", to: Peer("bob"))
    let mine = try #require(try harness.chats().first)
    try harness.acknowledge(mine, id: "i3", seq: 3, at: 2_003)
    try harness.router(chat(1), chat(2), chat(3, from: "alice", to: "bob", cid: mine.cid), chat(4))
    #expect(harness.timesBehind == 0)
    #expect(harness.texts(with: "bob").sorted() == ["m1", "m2", "m4", "mine"])
    harness.now += 1_000
    #expect(stored(try harness.sent()) == [4])
  }

  @Test func onANewComputerTheOldNewsOpenNoWindows() throws {
    let harness = try start()
    try harness.signIn(others: "bob", head: 2)
    try harness.router(chat(1), chat(2))
    #expect(harness.arrived.isEmpty)
    try harness.router(chat(3))
    #expect(harness.arrived.count == 1)
    #expect(harness.session.conversation(with: Peer("bob")).unreadCount == 3)
  }

  @Test(arguments: [(server: "r2", head: Int64(3)), (server: "r1", head: 3)])
  func aRouterThatLostItsStateIsToldAndNothingHereIsLostOrDoubled(
    server: String, head: Int64
  ) throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    for seq in 1...5 { try harness.router(chat(Int64(seq))) }
    _ = try harness.sent()
    harness.session.disconnected()
    try harness.signIn(others: "bob", server: server, head: head)
    #expect(harness.notices.count == 1)
    #expect(harness.timesBehind == 1)
    harness.session.disconnected()
    #expect(since(try harness.signIn(others: "bob", server: server, head: head)) == 0)
    // What it still has of before, where it is the same router; and new numbers for what is new.
    if server == "r1" { try harness.router(chat(1), chat(2)) }
    let start: Int64 = server == "r1" ? 3 : 1
    for seq in start...3 {
      let new = Chat(
        to: "alice", from: "bob", msg: "new \(seq)", id: "n\(seq)", seq: seq, ts: 9_000)
      try harness.router(.chat(new))
    }
    let expected = (1...5).map { "m\($0)" } + (start...3).map { "new \($0)" }
    #expect(harness.texts(with: "bob") == expected)
    #expect(harness.notices.count == 1 && harness.timesBehind == 1)
  }

  @Test func anEmptyNewRouterNeedsNoSecondConnection() throws {
    let harness = try start()
    try harness.signIn(others: "bob")
    try harness.router(chat(1))
    harness.session.disconnected()
    try harness.signIn(others: "bob", server: "r2", head: 0)
    #expect(harness.timesBehind == 0 && harness.session.state == .online)
    try harness.router(
      .chat(Chat(to: "alice", from: "bob", msg: "new", id: "n1", seq: 1, ts: 9_000)))
    #expect(harness.texts(with: "bob") == ["m1", "new"])
  }

  @Test func aSecondProgramOfTheSamePersonIsTold() throws {
    let first = try start()
    #expect(throws: KeptHistory.Failure.inUse) { try start() }
    _ = first
  }

  @Test func withoutAPlaceItChatsOnAndSaysSoAndAcknowledgesNothing() throws {
    let harness = try SessionHarness(file: "/proc/nowhere/alice.sqlite")
    #expect(harness.session.problem?.contains("not kept") == true)
    try harness.signIn(others: "bob")
    try harness.router(chat(1))
    #expect(stored(try harness.sent()) == [])
    #expect(harness.texts(with: "bob") == ["m1"])
    #expect(harness.notes(with: "bob").map(\.isError) == [true])
  }
}
