import ChatClient
import Framing
import Storage
import Testing

/// What was read, what is older, and a disk that refuses.
struct ReadingTests {
  let harness: SessionHarness
  var session: ClientSession { harness.session }
  var bob: Conversation { session.conversation(with: Peer("bob")) }
  private let file = TemporaryFile()

  init() throws {
    harness = try SessionHarness(file: file.path)
    try harness.signIn(others: "bob")
  }

  func hear(_ seqs: ClosedRange<Int64>) throws {
    for seq in seqs { try harness.router(.chat(chat(seq))) }
  }

  func chat(_ seq: Int64, _ text: String? = nil) -> Chat {
    Chat(to: "alice", from: "bob", msg: text ?? "m\(seq)", id: "i\(seq)", seq: seq, ts: seq)
  }

  func reads() throws -> [ReadMark] {
    try harness.sent().compactMap { if case .read(let mark) = $0 { mark } else { nil } }
  }

  @Test func whatWasReadIsToldOnceAndByItsNewestMessage() throws {
    try hear(1...3)
    #expect(bob.unreadCount == 3)
    #expect(bob.firstUnread.flatMap { bob.item($0) }?.text == "m1")
    bob.markRead()
    #expect(bob.unreadCount == 0 && bob.firstUnread == nil)
    #expect(try reads() == [ReadMark(peer: "bob", id: "i3")])
    bob.markRead()
    #expect(try reads() == [])
  }

  @Test func whoAnswersHasRead() throws {
    try hear(1...2)
    try session.send("yes", to: Peer("bob"))
    #expect(bob.unreadCount == 0)
    #expect(try reads() == [ReadMark(peer: "bob", id: "i2")])
  }

  @Test func readReceiptsCanBeSwitchedOff() throws {
    session.sendsReadReceipts = false
    try hear(1...1)
    bob.markRead()
    #expect(try reads() == [])
  }

  @Test func whatWasReadOfflineIsToldAfterwards() throws {
    try hear(1...1)
    _ = try harness.sent()
    session.disconnected()
    bob.markRead()
    #expect(try reads() == [])
    let sent = try harness.signIn(others: "bob", head: 1)
    #expect(sent.contains(.read(ReadMark(peer: "bob", id: "i1"))))
  }

  @Test func whatWasReadOnAnotherDeviceIsReadHere() throws {
    try hear(1...3)
    try harness.router(.receipt(Receipt(by: "alice", peer: "bob", id: "i2", state: .read)))
    #expect(bob.unreadCount == 1)
    #expect(bob.firstUnread.flatMap { bob.item($0) }?.text == "m3")
    #expect(try reads() == [])
  }

  @Test func olderMessagesComeFromTheRouterWithoutDoubles() throws {
    session.disconnected()
    try harness.signIn(others: "bob", first: 1, head: 0)
    try hear(1...0 + 1)
    #expect(bob.mayHaveOlder)
    var rearranged = 0
    var ended = 0
    bob.onRearrange = { rearranged += 1 }
    bob.onOlderEnd = { ended += 1 }
    session.requestOlder(Peer("bob"))
    session.requestOlder(Peer("bob"))
    let asked = try harness.sent().compactMap { message -> HistoryRequest? in
      if case .history(let request) = message { request } else { nil }
    }
    #expect(asked == [HistoryRequest(peer: "bob", before: 1, limit: 50)])
    var older = (0...2).map { chat(Int64($0) - 10) }
    older.append(chat(1))
    try harness.router(.historyPage(HistoryPage(peer: "bob", items: older, more: false)))
    #expect(harness.texts(with: "bob") == ["m-10", "m-9", "m-8", "m1"])
    #expect(rearranged == 1 && !bob.mayHaveOlder)
    session.requestOlder(Peer("bob"))
    #expect(ended == 1)
    #expect(bob.unreadCount == 1)
  }

  @Test func whoIsUnknownToTheRouterHasNothingOlder() throws {
    _ = session.conversation(with: Peer("stranger"))
    var ended = 0
    session.conversation(with: Peer("stranger")).onOlderEnd = { ended += 1 }
    session.requestOlder(Peer("stranger"))
    try harness.router(.error(ErrorMessage(msg: "no", code: .noSuchUser, to: "stranger")))
    #expect(ended == 1 && harness.notes(with: "stranger").isEmpty)
    session.requestOlder(Peer("stranger"))
    #expect(ended == 2)
  }

  @Test func pagesAreReadFromAnywhere() throws {
    try hear(1...30)
    #expect(bob.count == 30)
    #expect(bob.latest(2).map(\.text) == ["m29", "m30"])
    let key = try #require(bob.items(from: 9, limit: 1).first?.key)
    #expect(bob.number(of: key) == 9)
    #expect(bob.before(key, limit: 3).map(\.text) == ["m7", "m8", "m9"])
    #expect(bob.before(key, limit: 30).count == 9)
    #expect(bob.after(key, limit: 2).map(\.text) == ["m11", "m12"])
    #expect(session.conversation(with: Peer("carol")).number(of: key) == nil)
  }

  @Test func aSearchTellsWhereAMessageIs() throws {
    try hear(1...12)
    #expect(session.search("m7", limit: 5).map(\.peer) == [Peer("bob")])
    let hit = try #require(bob.search("m7", limit: 5).first)
    #expect(hit.item.text == "m7" && bob.number(of: hit.item.key) == 6)
    #expect(session.conversation(with: Peer("carol")).search("m7", limit: 5).isEmpty)
  }

  @Test func aFullDiskIsToldOnceAndNothingIsAcknowledgedUntilThereIsRoom() throws {
    try hear(1...1)
    _ = try harness.sent()
    bob.onAppend = { _ in }
    try limitDisk(to: 1)
    harness.now += 5_000
    // Too long for what is left of the pages there are.
    let long = String(repeating: "long ", count: 2_000)
    for seq: Int64 in 2...3 { try harness.router(.chat(chat(seq, long))) }
    #expect(try harness.sent() == [], "not stored, not acknowledged")
    #expect(harness.texts(with: "bob") == ["m1", long, long])
    harness.now += 5_000
    try session.send("still here", to: Peer("bob"))
    #expect(try harness.chats().map(\.msg) == ["still here"])
    #expect(harness.notices.count == 1)
    #expect(bob.notes.map(\.isError) == [true])
    try limitDisk(to: 100_000)
    harness.now += 5_000
    #expect(try harness.sent().contains(.stored(3)))
    #expect(bob.notes.map(\.isError) == [true, false])
  }

  private func limitDisk(to pages: Int) throws {
    try harness.history.database.execute("PRAGMA max_page_count = \(pages)")
  }
}
