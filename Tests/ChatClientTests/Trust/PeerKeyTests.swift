import Framing
import Storage
import Testing

@testable import ChatClient

/// The keys of the people one talks with: asked, compared, and what is not sent because of them.
struct PeerKeyTests {
  private let file = TemporaryFile()
  private let harness: SessionHarness
  private var session: ClientSession { harness.session }
  private let bob = Peer("bob")
  private let (first, second, third): (Pin, Pin, Pin)

  init() throws {
    first = try #require(Pin([UInt8](repeating: 1, count: 32)))
    second = try #require(Pin([UInt8](repeating: 2, count: 32)))
    third = try #require(Pin([UInt8](repeating: 3, count: 32)))
    harness = try SessionHarness()
    session.peerTrust = try trust()
    _ = session.conversation(with: bob)
  }

  /// What a program that starts now knows.
  private func trust() throws -> PeerTrust {
    try PeerTrust(atRouter: "chat.example:5050", try KnownKeys(file.path))
  }

  private func tell(_ pins: Pin..., of name: String = "bob") throws {
    try harness.router(.keys(BoundKeys(user: name, pins: pins)))
  }

  /// Signs in and compares the first key with bob.
  private func verify() throws {
    try harness.signIn(others: "bob")
    session.requestKeys(of: bob)
    try tell(first)
    #expect(session.compare([first], of: bob) == nil)
    _ = try harness.sent()
  }

  /// A new connection to a router of version 2, and what is written on it.
  private func signInAgain() throws -> [Message] {
    session.disconnected()
    return try harness.signIn(others: "bob")
  }

  @Test func aKeyIsAskedForOnceAndToldOfFromThenOn() throws {
    try harness.signIn(others: "bob")
    session.requestKeys(of: bob)
    session.requestKeys(of: bob)
    #expect(try harness.sent() == [.askKeys(user: "bob")])
    #expect(session.keys(of: bob) == PeerKeys(now: [], compared: [], source: .asking))
    try tell(first, of: "BOB")
    #expect(session.keys(of: bob) == PeerKeys(now: [first], compared: [], source: .told))
    #expect(session.keys(of: bob)?.standing == .unverified)
    try tell(first, second)
    #expect(session.keys(of: bob)?.now == [first, second])
    session.requestKeys(of: bob)
    #expect(try harness.sent() == [])
  }

  @Test func onePersonIsAskedAboutAfterTheOther() throws {
    try harness.signIn(others: "bob", "carol")
    session.requestKeys(of: bob)
    session.requestKeys(of: Peer("carol"))
    #expect(try harness.sent() == [.askKeys(user: "bob")])
    try harness.router(.error(ErrorMessage(msg: "full", code: .forbidden, to: "bob")))
    #expect(try harness.sent() == [.askKeys(user: "carol")])
    #expect(session.keys(of: bob)?.source == .untold(.refused))
    try tell(first, of: "carol")
    #expect(session.keys(of: Peer("carol"))?.now == [first])
    #expect(harness.notices == [])
  }

  @Test func aRoomAndOneselfHaveNoneAndNothingIsAskedInTheClear() throws {
    try harness.signIn(others: "bob")
    for peer in [Peer.everyone, Peer("#ops"), Peer("Alice")] {
      session.requestKeys(of: peer)
      #expect(session.keys(of: peer) == nil)
    }
    session.peerTrust = nil
    session.requestKeys(of: bob)
    #expect(session.keys(of: bob) == nil)
    #expect(try harness.sent() == [])
  }

  @Test func whatNobodyAskedForIsNotBelieved() throws {
    try verify()
    try tell(second, of: "carol")
    #expect(session.keys(of: Peer("carol"))?.now == [])
    _ = try signInAgain()
    try tell(second)
    #expect(session.keys(of: bob)?.standing == .verified)
  }

  @Test func whoWasComparedIsVerifiedAfterARestartToo() throws {
    try verify()
    #expect(session.keys(of: bob)?.standing == .verified)
    #expect(session.keyWarnings == [:])
    session.peerTrust = try trust()
    #expect(session.keys(of: bob)?.standing == .verified)
    let elsewhere = try PeerTrust(atRouter: "other.example:5050", try KnownKeys(file.path))
    session.peerTrust = elsewhere
    #expect(session.keys(of: bob)?.standing == .unverified)
  }

  @Test func nothingIsSentToSomebodyWhoWasComparedBeforeTheRouterHasToldTheirKey() throws {
    try verify()
    session.disconnected()
    try session.send("while offline", to: bob)
    try session.send("to carol", to: Peer("carol"))
    let written = try signInAgain()
    #expect(written.contains(.askKeys(user: "bob")))
    #expect(written.compactMap(chat).map(\.msg) == ["to carol"])
    try harness.acknowledge(try #require(written.compactMap(chat).first), id: "a", seq: 1)
    #expect(try harness.chats() == [])
    try tell(first)
    #expect(try harness.chats().map(\.msg) == ["while offline"])
  }

  private func chat(_ message: Message) -> Chat? {
    if case .chat(let chat) = message { chat } else { nil }
  }

  @Test func whoHasAnotherKeyIsSentNothingUntilItIsCompared() throws {
    try verify()
    session.disconnected()
    try session.send("a secret", to: bob)
    _ = try signInAgain()
    try tell(second)
    #expect(try harness.chats() == [])
    #expect(session.keys(of: bob)?.standing == .changed)
    #expect(session.keyWarnings[bob]?.short == "another key")
    #expect(harness.notes(with: "bob").last?.isError == true)
    #expect(throws: ClientSession.SendFailure.self) { try session.send("more", to: bob) }
    session.typing(to: bob)
    #expect(try harness.sent() == [])
    // Others are not held up.
    try session.send("hello", to: Peer("carol"))
    #expect(try harness.chats().map(\.msg) == ["hello"])

    #expect(session.compare([second], of: bob) == nil)
    #expect(session.keys(of: bob)?.standing == .verified && session.keyWarnings == [:])
    try harness.acknowledge(
      Chat(to: "carol", msg: "hello", cid: harness.history.waiting().last?.cid), id: "b", seq: 1)
    #expect(try harness.chats().map(\.msg) == ["a secret"])
  }

  @Test func whoTakesTheComparisonBackWritesOn() throws {
    try verify()
    try tell(second)
    #expect(throws: ClientSession.SendFailure.self) { try session.send("x", to: bob) }
    #expect(session.compare([], of: bob) == nil)
    #expect(session.keys(of: bob)?.standing == .unverified)
    try session.send("x", to: bob)
    #expect(try harness.chats().map(\.msg) == ["x"])
  }

  @Test func oneMoreKeyIsAChangeAndOneLessIsNone() throws {
    try verify()
    try tell(first, second)
    #expect(session.keys(of: bob)?.standing == .changed)
    #expect(harness.notes(with: "bob").last?.text.contains("one more key") == true)
    #expect(session.compare([first, second], of: bob) == nil)
    #expect(session.keys(of: bob)?.standing == .verified)
    try tell(second)
    #expect(session.keys(of: bob)?.standing == .verified)
    // What was compared is what was shown, not what came meanwhile.
    try tell(third)
    #expect(session.compare([second], of: bob) == nil)
    #expect(session.keys(of: bob)?.standing == .changed)
  }

  @Test func aNameThatBelongsToNobodyAnyMoreIsAChange() throws {
    try verify()
    try tell()
    #expect(session.keys(of: bob)?.standing == .changed)
    #expect(session.keyWarnings[bob]?.short == "no key any more")
    try tell(first)
    #expect(session.keys(of: bob)?.standing == .verified)
    _ = try signInAgain()
    session.requestKeys(of: bob)
    try harness.router(.error(ErrorMessage(msg: "who?", code: .noSuchUser, to: "bob")))
    #expect(session.keys(of: bob)?.standing == .changed)
    #expect(harness.notices == [])
    // Whoever comes under that name is asked about.
    _ = try harness.sent()
    try harness.router(.presence(RosterEntry(user: "bob", state: .online)))
    #expect(try harness.sent() == [.askKeys(user: "bob")])
    try tell(first)
    #expect(session.keys(of: bob)?.standing == .verified)
  }

  @Test func anotherKeyOfSomebodyWhoWasNeverComparedIsACalmNote() throws {
    try harness.signIn(others: "bob")
    session.requestKeys(of: bob)
    try tell(first)
    #expect(harness.notes(with: "bob") == [])
    try tell(second)
    #expect(harness.notes(with: "bob").map(\.isError) == [false])
    #expect(session.keyWarnings == [:])
    try session.send("hi", to: bob)
    #expect(try harness.chats().map(\.msg) == ["hi"])
    try tell(second)
    #expect(harness.notes(with: "bob").count == 1)
  }

  @Test func aChangeIsToldOnceAndStandsThereAfterARestart() throws {
    try verify()
    try tell(second)
    try tell(second)
    #expect(harness.notes(with: "bob").count == 1)
    session.peerTrust = try trust()
    session.disconnected()
    #expect(session.keys(of: bob)?.standing == .changed)
    #expect(session.keys(of: bob)?.source == .offline)
    #expect(throws: ClientSession.SendFailure.self) { try session.send("x", to: bob) }
  }

  @Test func aRouterThatDoesNotAnswerHoldsNothingUpForEver() throws {
    try verify()
    session.disconnected()
    try session.send("hi", to: bob)
    #expect(try signInAgain().compactMap(chat) == [])
    #expect(harness.wait ?? .max <= 10_000)
    harness.now += 10_000
    _ = try harness.sent()
    #expect(session.keys(of: bob)?.source == .untold(.noAnswer))
    #expect(session.keyWarnings[bob]?.short == "key not checked")
    #expect(try harness.chats().map(\.msg) == ["hi"])
    // A late answer is better than none.
    try tell(second)
    #expect(session.keys(of: bob)?.standing == .changed)
  }

  @Test func anOlderRouterIsToldApartFromOneThatKeepsSilent() throws {
    try verify()
    session.disconnected()
    try session.send("hi", to: bob)
    _ = try signInAgain()
    try harness.router(.error(ErrorMessage(msg: "keys?", code: .unknownType)))
    #expect(session.keys(of: bob)?.source == .untold(.tooOld))
    #expect(try harness.chats().map(\.msg) == ["hi"])
    #expect(harness.notices == [])
    session.requestKeys(of: Peer("carol"))
    #expect(try harness.sent() == [])
  }

  @Test func aRouterOfVersion1IsAskedNothing() throws {
    try verify()
    session.disconnected()
    try harness.signInToVersion1(others: "bob")
    session.requestKeys(of: bob)
    #expect(session.keys(of: bob)?.source == .untold(.tooOld))
    #expect(session.keyWarnings[bob]?.long.contains("older protocol") == true)
    try session.send("hi", to: bob)
    #expect(try harness.chats().map(\.msg) == ["hi"])
  }

  @Test func whatIsHeldBackDoesNotLeaveAtTheEndEither() throws {
    try verify()
    session.disconnected()
    try session.send("a secret", to: bob)
    try session.send("to carol", to: Peer("carol"))
    _ = try signInAgain()
    try tell(second)
    session.finish()
    #expect(try harness.chats().map(\.msg) == ["to carol"] || harness.chats() == [])
    #expect(harness.history.waiting().map(\.text).contains("a secret"))
  }

  @Test func whatSomebodyWithAnotherKeyWroteIsNotToldToBeRead() throws {
    try verify()
    try tell(second)
    try harness.router(
      .chat(Chat(to: "alice", from: "bob", msg: "lend me money", id: "0a", seq: 1, ts: 1_000)))
    session.conversation(with: bob).markRead()
    #expect(try !harness.sent().contains { $0.type == "read" })
    #expect(session.compare([second], of: bob) == nil)
    #expect(try harness.sent().contains { $0.type == "read" })
  }
}
