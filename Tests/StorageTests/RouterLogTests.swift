import Storage
import Testing

struct RouterLogTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/banterd.db" }

  init() throws { folder = try TemporaryFolder() }

  private func open() throws -> RouterLog { try RouterLog(.file(path)) }

  /// Keeps alice, 1, and bob, 2, with messages between them, `count` in one commit.
  private func fill(_ log: RouterLog, _ numbers: ClosedRange<Int64>, perCommit count: Int = 100)
    throws
  {
    for start in stride(from: numbers.lowerBound, through: numbers.upperBound, by: count) {
      try log.begin()
      try log.keep(StoredUser(id: 1, name: "alice", keepsLog: true, seen: 5))
      try log.keep(StoredUser(id: 2, name: "bob", keepsLog: true, seen: 5))
      for number in start...min(start + Int64(count) - 1, numbers.upperBound) {
        try append(number, to: log)
      }
      try log.commit()
    }
  }

  private func append(_ number: Int64, to log: RouterLog) throws {
    var entries = EntryList()
    entries.append(user: 1, seq: number)
    entries.append(user: 2, seq: number)
    try log.append(
      id: number << 20, sender: 1, target: 2, cid: Array("k-\(number)".utf8), entries: entries,
      text: Array("\"text \(number)\"".utf8).span)
  }

  private func text(_ entry: LogEntry) -> String { String(decoding: entry.text, as: UTF8.self) }

  @Test func whatWasCommittedIsThereAgainAndWhatWasNotIsNot() throws {
    do {
      let log = try open()
      try fill(log, 1...3)
      try log.begin()
      try append(4, to: log)
    }
    let log = try open()
    #expect(try log.users().map(\.head) == [3, 3])
    #expect(log.lastMessage == 3 << 20)
    #expect(try log.entries(of: 2, after: 1, limit: 10).map(\.seq) == [2, 3])
    #expect(try log.entries(of: 2, after: 1, limit: 10).map(text) == ["\"text 2\"", "\"text 3\""])
  }

  @Test func aRolledBackTransactionLeavesNothingBehind() throws {
    let log = try open()
    try fill(log, 1...2)
    try log.begin()
    try append(3, to: log)
    log.rollBack()
    #expect(try log.entries(of: 1, after: 0, limit: 9).count == 2)
    #expect(try log.message(of: 1, markedAs: Array("k-3".utf8).span) == nil)
    try fill(log, 3...3)
    #expect(try log.entries(of: 1, after: 0, limit: 9).map(\.seq) == [1, 2, 3])
  }

  @Test func aMarkLeadsToItsMessageHoweverOldItIs() throws {
    do {
      let log = try open()
      try fill(log, 1...20_000, perCommit: 1_000)
      #expect(log.unindexedCount < 40_000, "some are indexed")
      for number in [1, 9_000, 20_000] as [Int64] {
        let found = try #require(try log.message(of: 1, markedAs: Array("k-\(number)".utf8).span))
        #expect(found.message == number << 20 && found.seq == number)
      }
      #expect(try log.message(of: 2, markedAs: Array("k-1".utf8).span) == nil, "another's")
    }
    let log = try open()
    let found = try #require(try log.message(of: 1, markedAs: Array("k-20000".utf8).span))
    #expect(found.seq == 20_000)
  }

  @Test func aLogIsReadWithoutAGapAcrossItsIndexAndItsTail() throws {
    do {
      let log = try open()
      try fill(log, 1...20_000, perCommit: 700)
      try expectAll(20_000, in: log)
    }
    // What was not indexed is read again.
    try expectAll(20_000, in: try open())
  }

  private func expectAll(_ count: Int64, in log: RouterLog) throws {
    var cursor: Int64 = 0
    while case let page = try log.entries(of: 2, after: cursor, limit: 999), !page.isEmpty {
      #expect(page.map(\.seq) == Array(cursor + 1...cursor + Int64(page.count)))
      cursor = page.last?.seq ?? cursor
    }
    #expect(cursor == count)
    #expect(try log.places(of: 2, 1...count).map(\.seq) == Array(1...count))
  }

  @Test func historyIsReadBackwardsByConversation() throws {
    let log = try open()
    try fill(log, 1...300)
    #expect(try log.entries(of: 2, with: 1, before: .max, limit: 2).map(\.seq) == [300, 299])
    #expect(try log.entries(of: 2, with: 1, before: 3, limit: 50).map(\.seq) == [2, 1])
    #expect(try log.entries(of: 2, with: 3, before: .max, limit: 50).isEmpty)
    try log.finish()
    #expect(log.unindexedCount == 0)
    #expect(try log.entries(of: 1, with: 2, before: 101, limit: 2).map(\.seq) == [100, 99])
  }

  @Test func whatIsPrunedIsGoneAndItsMessagesWithTheLastLine() throws {
    let log = try open()
    try fill(log, 1...10)
    try log.finish()
    try log.begin()
    let bytes = try log.prune(2, upTo: 4)
    try log.commit()
    #expect(bytes == 3 * RouterLog.size(ofText: 8))
    #expect(try log.entries(of: 2, after: 0, limit: 99).map(\.seq) == Array(4...10))
    #expect(try log.users().map(\.first) == [1, 4])
    func sweep(aliceFrom first: Int64) throws {
      try log.begin()
      #expect(try log.sweep(100) { user, seq in seq < (user == 1 ? first : 4) })
      try log.commit()
    }
    try sweep(aliceFrom: 1)
    #expect(try log.entries(of: 1, after: 0, limit: 99).count == 10, "alice has them still")
    try log.begin()
    _ = try log.prune(1, upTo: 3)
    try log.commit()
    try sweep(aliceFrom: 3)
    #expect(try log.database.number("SELECT count(*) FROM message") == 8)
    #expect(try log.message(of: 1, markedAs: Array("k-1".utf8).span) == nil)
    #expect(try log.message(of: 1, markedAs: Array("k-3".utf8).span)?.seq == 3)
  }

  @Test func whoIsAllPrunedGoesOnCountingWhereItStopped() throws {
    do {
      let log = try open()
      try fill(log, 1...10)
      try log.finish()
      try log.begin()
      _ = try log.prune(2, upTo: 11)
      try log.commit()
    }
    let bob = try #require(try open().users().last)
    #expect(bob.first == 11 && bob.head == 10)
  }

  @Test func roomsAndReachesAreKept() throws {
    let key = ReachKey(owner: 1, peer: 2)
    do {
      let log = try open()
      try log.begin()
      try log.join(-2, named: "#Ops", user: 1)
      try log.join(-2, named: "#Ops", user: 2)
      try log.join(-3, named: "#tea", user: 1)
      try log.leave(-3, user: 1)
      var reach = StoredReach()
      (reach.delivered, reach.read, reach.own, reach.head) = (7, 5, 6, 3)
      try log.keep(reach, of: key)
      try log.commit()
    }
    let log = try open()
    #expect(try log.rooms() == [StoredRoom(id: -2, name: "#Ops", members: [1, 2])])
    #expect(try log.reach(key).delivered == 7)
    #expect(try log.reaches(of: 1, since: 3).count == 1)
    #expect(try log.reaches(of: 1, since: 4).isEmpty)
  }

  @Test func aSecondRouterIsRefused() throws {
    let first = try open()
    #expect {
      _ = try open()
    } throws: {
      ($0 as? SQLiteError)?.fact == .busy
    }
    #expect(try folder.mode(of: "banterd.db") == 0o600)
    withExtendedLifetime(first) {}
  }

  @Test func theServersNumberStaysAndAnotherLogHasAnother() throws {
    let first = try open().server
    #expect(try open().server == first)
    #expect(try RouterLog(.memory).server != first)
  }

  @Test func aLogOfTheFirstSchemaIsRead() throws {
    do {
      let old = try Database(.file(path))
      try old.execute(Self.version1)
    }
    let log = try open()
    #expect(try log.users().map(\.name) == ["alice", "bob"])
    #expect(try log.users().map(\.head) == [2, 2])
    #expect(try log.entries(of: 2, after: 0, limit: 9).map(text) == ["\"one\"", "\"two\""])
    #expect(try log.message(of: 1, markedAs: Array("k2".utf8).span)?.seq == 2)
    #expect(try log.rooms().map(\.name) == ["#ops"])
  }

  /// What the first schema looked like, with a message that is indexed and one that is not.
  private static let version1 = """
    CREATE TABLE message(id INTEGER PRIMARY KEY, sender INTEGER NOT NULL, target INTEGER NOT NULL, cid BLOB,
      entries BLOB NOT NULL, text TEXT NOT NULL) STRICT;
    CREATE TABLE entry(user INTEGER NOT NULL, seq INTEGER NOT NULL, peer INTEGER NOT NULL, size INTEGER NOT NULL,
      message INTEGER NOT NULL, PRIMARY KEY(user, seq)) STRICT, WITHOUT ROWID;
    CREATE INDEX conversation ON entry(user, peer, seq);
    CREATE TABLE mark(sender INTEGER NOT NULL, cid BLOB NOT NULL, message INTEGER NOT NULL,
      PRIMARY KEY(sender, cid)) STRICT, WITHOUT ROWID;
    CREATE TABLE user(id INTEGER PRIMARY KEY, name TEXT NOT NULL, keeps_log INTEGER NOT NULL, seen INTEGER NOT NULL,
      first INTEGER NOT NULL, sent INTEGER NOT NULL, acked INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
    CREATE TABLE room(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE member(room INTEGER NOT NULL, user INTEGER NOT NULL, PRIMARY KEY(room, user)) STRICT, WITHOUT ROWID;
    CREATE TABLE reach(owner INTEGER NOT NULL, peer INTEGER NOT NULL, delivered INTEGER NOT NULL,
      read INTEGER NOT NULL, own INTEGER NOT NULL, head INTEGER NOT NULL, PRIMARY KEY(owner, peer)) STRICT, WITHOUT ROWID;
    CREATE TABLE fact(key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    PRAGMA user_version = 1;
    PRAGMA application_id = 0x426E7472;
    INSERT INTO user VALUES(1, 'alice', 1, 5, 1, 0, 0, 105), (2, 'bob', 1, 5, 1, 0, 0, 105);
    INSERT INTO message VALUES(1048576, 1, 2, x'6B31', x'01010201', '"one"'), (2097152, 1, 2, x'6B32', x'01020202', '"two"');
    INSERT INTO entry VALUES(1, 1, 2, 105, 1048576), (2, 1, 1, 105, 1048576);
    INSERT INTO mark VALUES(1, x'6B31', 1048576);
    INSERT INTO fact VALUES('server', 42), ('indexed', 1048576);
    INSERT INTO room VALUES(-2, '#ops'); INSERT INTO member VALUES(-2, 1);
    """
}
