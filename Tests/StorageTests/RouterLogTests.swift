import Foundation
import Storage
import Testing

struct RouterLogTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/banterd.db" }

  init() throws { folder = try TemporaryFolder() }

  func open() throws -> RouterLog { try RouterLog(.file(path)) }

  /// Keeps alice, 1, and bob, 2, with messages between them, `count` in one commit.
  func fill(_ log: RouterLog, _ numbers: ClosedRange<Int64>, perCommit count: Int = 100)
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

  private func mark(_ number: Int64) -> [UInt8] { Array("\"k-\(number)\"".utf8) }

  private func append(_ number: Int64, to log: RouterLog, target: Int64 = 2) throws {
    var entries = EntryList()
    entries.append(user: 1, seq: number)
    entries.append(user: 2, seq: number)
    log.append(
      id: number << 20, sender: 1, target: target, cid: mark(number).span,
      mark: log.mark(of: mark(number).span), entries: entries,
      text: Array("\"text \(number)\"".utf8).span)
  }

  func find(
    _ number: Int64, of sender: Int64, in log: RouterLog
  ) throws -> (message: Int64, seq: Int64)? {
    let cid = mark(number)
    guard let mark = log.mark(of: cid.span) else { return nil }
    return try log.message(of: sender, markedAs: cid.span, mark)
  }

  func text(_ entry: LogEntry) -> String { String(decoding: entry.text, as: UTF8.self) }

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

  @Test func aMarkThatCameAgainIsFoundOnceMoreUntilItsLineIsGone() throws {
    let log = try open()
    try fill(log, 1...300)
    for number in [1, 300, 1, 300] as [Int64] {
      #expect(try find(number, of: 1, in: log)?.seq == number)
    }
    try log.finish()
    _ = try log.database.transaction { () throws(SQLiteError) in try log.prune(1, upTo: 2) }
    #expect(try find(1, of: 1, in: log) == nil)
    #expect(try find(300, of: 1, in: log)?.seq == 300)
  }

  @Test func aRolledBackTransactionLeavesNothingBehind() throws {
    let log = try open()
    try fill(log, 1...2)
    try log.begin()
    try append(3, to: log)
    log.rollBack()
    #expect(try log.entries(of: 1, after: 0, limit: 9).count == 2)
    #expect(try find(3, of: 1, in: log) == nil)
    try fill(log, 3...3)
    #expect(try log.entries(of: 1, after: 0, limit: 9).map(\.seq) == [1, 2, 3])
  }

  @Test func aMarkLeadsToItsMessageHoweverOldItIs() throws {
    do {
      let log = try open()
      try fill(log, 1...20_000, perCommit: 1_000)
      #expect(log.unindexedCount < 40_000, "some are indexed")
      for number in [1, 9_000, 20_000] as [Int64] {
        let found = try #require(try find(number, of: 1, in: log))
        #expect(found.message == number << 20 && found.seq == number)
      }
      #expect(try find(1, of: 2, in: log) == nil, "another's")
    }
    let log = try open()
    let found = try #require(try find(20000, of: 1, in: log))
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
    #expect(try log.entries(of: 1, after: 0, limit: 99).map(\.seq) == Array(3...10))
    #expect(try find(1, of: 1, in: log) == nil)
    #expect(try find(3, of: 1, in: log)?.seq == 3)
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

  @Test func aRoomThatEverybodyLeftHasItsNameAsLongAsALogHasALineOfIt() throws {
    let log = try open()
    try log.begin()
    for room in [-2, -3] as [Int64] {
      try log.join(room, named: "#r\(-room)", user: 1)
      try log.leave(room, user: 1)
    }
    try log.join(-4, named: "#r4", user: 1)
    try log.commit()
    try log.begin()
    try append(1, to: log, target: -2)
    try log.forgetRooms()
    try log.commit()
    #expect(try log.name(ofRoom: -2) == "#r2")
    #expect(try log.rooms().map(\.name) == ["#r4"])
    try log.begin()
    try log.forgetRooms()
    try log.commit()
    #expect(try [-2, -3, -4].map { try log.name(ofRoom: $0) } == ["#r2", nil, "#r4"])
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

  @Test func aBatchIsWrittenAnewWhenHalfOfItIsDeadAndGoesWithItsLastMessage() throws {
    let log = try open()
    try fill(log, 1...10)
    try log.finish()
    func size() throws -> Int64? {
      try log.database.number("SELECT sum(length(messages)) FROM batch")
    }
    func sweep(from first: Int64) throws {
      try log.begin()
      #expect(try log.sweep(100) { _, seq in seq < first })
      try log.commit()
    }
    let whole = try #require(try size())
    try sweep(from: 3)
    #expect(try size() == whole, "two of ten are not worth it")
    try sweep(from: 9)
    #expect(try #require(try size()) * 4 < whole)
    #expect(try log.entries(of: 1, after: 8, limit: 9).map(text) == ["\"text 9\"", "\"text 10\""])
    try sweep(from: 11)
    #expect(try log.database.number("SELECT count(*) FROM batch") == 0)
  }

  @Test func aMarkIsFoundInTheTransactionInWhichItCame() throws {
    let log = try open()
    try fill(log, 1...1)
    #expect(try find(2, of: 1, in: log) == nil)
    try log.begin()
    try append(2, to: log)
    #expect(try find(2, of: 1, in: log)?.message == 2 << 20)
    log.rollBack()
    #expect(try find(2, of: 1, in: log) == nil)
  }

  @Test func marksAreFoundAgainWhenTheirFilterWasForgotten() throws {
    let log = try open()
    try fill(log, 1...500)
    for number in 1...500 as ClosedRange<Int64> {
      if number % 50 == 0 { log.forgetFilter(of: 1) }
      #expect(try find(number, of: 1, in: log)?.seq == number)
      #expect(try find(-number, of: 1, in: log) == nil)
    }
  }

  @Test func manyShortRoundsMakeFewStretches() throws {
    let log = try open()
    for number in 1...200 as ClosedRange<Int64> {
      try fill(log, number...number)
      try log.finish()
    }
    #expect(try log.entries(of: 2, after: 0, limit: 999).map(\.seq) == Array(1...200))
    #expect(try log.entries(of: 2, with: 1, before: 150, limit: 3).map(\.seq) == [149, 148, 147])
    let count = try log.database.number("SELECT count(*) FROM stretch WHERE user = 2")
    #expect(try #require(count) <= 6)
  }

  @Test func aLongMessageIsABatchOfItsOwn() throws {
    let log = try open()
    try fill(log, 1...2)
    try log.begin()
    var entries = EntryList()
    entries.append(user: 2, seq: 3)
    let long = Array("\"\(String(repeating: "x", count: 300_000))\"".utf8)
    log.append(
      id: 3 << 20, sender: 1, target: 2, cid: Span(), mark: nil, entries: entries, text: long.span)
    entries.removeAll()
    entries.append(user: 2, seq: 4)
    log.append(
      id: 3 << 20 + 1, sender: 1, target: 2, cid: Span(), mark: nil, entries: entries,
      text: Array("\"short\"".utf8).span)
    try log.commit()
    #expect(try log.entries(of: 2, after: 2, limit: 9).map(\.text.count) == [300_002, 7])
  }

  @Test func aRoomOfThousandsFillsTheMemoryNoQuickerThanItIsEmptied() throws {
    let log = try open()
    let (people, messages) = (1_000 as Int64, 5 as Int64)
    for turn in 0..<60 as Range<Int64> {
      try log.begin()
      for number in turn * messages + 1...(turn + 1) * messages {
        var entries = EntryList()
        for user in 1...people { entries.append(user: user, seq: number) }
        log.append(
          id: number << 20, sender: 1, target: -1, cid: Span(), mark: nil, entries: entries,
          text: Array("\"text \(number)\"".utf8).span)
      }
      try log.commit()
      #expect(log.unindexedCount < 16_384 + 10 * Int(people * messages))
    }
    #expect(try log.entries(of: people, after: 0, limit: 999).map(\.seq) == Array(1...300))
  }

  @Test func aLogWithPagesOfAnotherSizeKeepsThem() throws {
    do {
      var options = Database.Options()
      options.pageSize = 4_096
      try Database(.file(path), options: options).execute("PRAGMA user_version = 0")
    }
    do { try fill(try open(), 1...2_000, perCommit: 300) }
    let log = try open()
    try expectAll(2_000, in: log)
    #expect(try log.database.number("PRAGMA page_size") == 4_096)
    #expect(try RouterLog(.memory).database.number("PRAGMA page_size") == 8_192)
  }

  @Test func aFullBatchIsTheOnlyRowOfItsPage() throws {
    let log = try open()
    try fill(log, 1...5_000, perCommit: 1_000)
    let pages = try #require(try log.database.number("PRAGMA page_count"))
    let bytes = try #require(try log.database.number("SELECT sum(length(messages)) FROM batch"))
    #expect(pages < bytes / 8_192 + 20)
  }

  @Test func theFirstStartMakesOnlySomeRoomAndTheRestFollowsStepByStep() throws {
    let log = try open()
    func length() throws -> Int {
      try #require(try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int)
    }
    #expect(try length() < 3 << 20)
    var steps = 0
    while log.reserveMore() { steps += 1 }
    #expect(try steps < 40 && length() > 16 << 20)
    #expect(!log.reserveMore())
    try fill(log, 1...10)
    try expectAll(10, in: log)
  }

  @Test func theNumbersOfEndedRoomsAndForgottenPeopleAreNotGivenAgain() throws {
    do {
      let log = try open()
      #expect(try log.lastNumbers() == (-1, 0))
      try log.begin()
      for room in [-2, -3] as [Int64] { try log.join(room, named: "#r\(-room)", user: 1) }
      try log.leave(-3, user: 1)
      try log.keep(StoredUser(id: 7, name: "bob", keepsLog: true, seen: 5))
      #expect(try log.forgetUsers(before: 6) == [7])
      try log.commit()
    }
    #expect(try open().lastNumbers() == (-3, 7))
  }
}
