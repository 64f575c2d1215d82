import Storage
import Testing

/// A disk that is full: what SQLite answers then, it also answers at a limit of its own.
struct HistoryFailureTests {
  let folder: TemporaryFolder
  let history: History
  let bob: HistoryThread

  init() throws {
    folder = try TemporaryFolder()
    history = try History(.file(folder.path + "/alice.sqlite"))
    _ = history.meet(server: "r1", head: 0)
    bob = history.thread(with: "bob", address: "bob")
    hear(1)
    try history.commit()
  }

  func hear(_ seq: Int64) {
    let text = "\(seq) " + String(repeating: "x", count: 3_000)
    history.advance(to: seq)
    let origin = MessageOrigin(id: "m\(seq)", seq: seq, time: seq)
    _ = history.take(text, by: "bob", in: bob, at: seq, origin: origin)
  }

  func fillDisk() throws {
    try history.database.execute("PRAGMA max_page_count = 1")
  }

  func makeRoom() throws {
    try history.database.execute("PRAGMA max_page_count = 100000")
  }

  var numbers: [String] {
    history.items(in: bob, from: 0, limit: .max).map { String($0.text.prefix { $0 != " " }) }
  }

  @Test func whatCannotBeWrittenIsShownAndNotCalledStored() throws {
    try fillDisk()
    for seq in 2...5 { hear(Int64(seq)) }
    let error = #expect(throws: SQLiteError.self) { try history.commit() }
    #expect(error?.fact == .full)
    #expect(history.isFailing && history.hasChanges)
    #expect(history.storedCursor == 1 && history.log.cursor == 5)
    #expect(numbers == ["1", "2", "3", "4", "5"])
    #expect(bob.count == 5 && bob.unread == 5)
  }

  @Test func whatTheRouterTookMeanwhileStandsInItsOrderAfterwards() throws {
    try fillDisk()
    _ = history.queue("mine", in: bob, at: 9, cid: "c1")
    hear(2)
    hear(3)
    #expect(throws: SQLiteError.self) { try history.commit() }
    _ = history.acknowledge(cid: "c1", origin: MessageOrigin(id: "m4", seq: 4, time: 9))
    hear(5)
    #expect(history.rearrange().isEmpty)
    try makeRoom()
    try history.commit()
    #expect(history.rearrange().map(\.peer) == ["bob"])
    #expect(history.rearrange().isEmpty)
    #expect(history.hasChanges)
    try history.commit()
    #expect(numbers == ["1", "2", "3", "mine", "5"])
  }

  @Test func itIsWrittenWhenThereIsRoomAgainAndOnce() throws {
    try fillDisk()
    for seq in 2...5 { hear(Int64(seq)) }
    #expect(throws: SQLiteError.self) { try history.commit() }
    hear(6)
    hear(5)
    _ = history.queue("mine", in: bob, at: 9, cid: "c1")
    _ = history.acknowledge(cid: "c1", origin: MessageOrigin(id: "m7", seq: 7, time: 9))
    #expect(throws: SQLiteError.self) { try history.commit() }
    #expect(numbers == ["1", "2", "3", "4", "5", "6", "mine"])
    try makeRoom()
    try history.commit()
    #expect(!history.isFailing && !history.hasChanges && history.storedCursor == 6)
    #expect(numbers == ["1", "2", "3", "4", "5", "6", "mine"])
    #expect(try history.database.number("SELECT count(*) FROM item") == 7)
    #expect(history.items(in: bob, from: 6, limit: 1).first?.kind == .own(.sent))
  }

  @Test func afterTooMuchNothingMoreIsKeptButAllIsShown() throws {
    try fillDisk()
    for seq in 2...10_010 {
      history.advance(to: Int64(seq))
      let origin = MessageOrigin(id: "m\(seq)", seq: Int64(seq), time: Int64(seq))
      _ = history.take("\(seq)", by: "bob", in: bob, at: Int64(seq), origin: origin)
      if seq % 1_000 == 0 { #expect(throws: SQLiteError.self) { try history.commit() } }
    }
    #expect(throws: SQLiteError.self) { try history.commit() }
    #expect(history.hasGivenUp && !history.hasChanges)
    try makeRoom()
    try history.commit()
    #expect(history.storedCursor == 1)
    #expect(bob.count == 10_010)
    #expect(history.items(in: bob, from: 10_008, limit: 5).map(\.text) == ["10009", "10010"])
  }
}
