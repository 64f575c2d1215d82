import Storage
import Testing

struct HistoryMigrationTests {
  let folder: TemporaryFolder
  var file: String { folder.path + "/alice.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [HistoryFixtures.version1, HistoryFixtures.version2])
  func aHistoryOfAFormerVersionIsTakenOver(fixture: String) throws {
    try Database(.file(file)).execute(fixture)
    let history = try History(.file(file))
    #expect(history.device == "6f1c")
    #expect(history.log.server == "r1" && history.log.cursor == 813)
    let bob = try #require(history.threads["bob"])
    #expect(bob.draft == "half a sentence" && bob.unread == 1 && bob.address == "Bob")
    let items = history.items(in: bob, from: 0, limit: 10)
    #expect(items.map(\.text) == ["hello Bob", "hello alice", "are you there?"])
    #expect(items.map(\.kind) == [.own(.read), .peer(name: "Bob"), .own(.queued)])
    #expect(history.waiting().map(\.cid) == ["c2"])
    #expect(history.search("hello", in: bob, limit: 5).map(\.item.key) == [2, 1])
    #expect(bob.top == (fixture == HistoryFixtures.version1 ? nil : .init(key: 2, shift: 5)))
  }

  @Test func oneOfANewerVersionIsRefusedAndLeftAsItIs() throws {
    do {
      _ = try History(.file(file))
      try Database(.file(file)).execute("PRAGMA user_version = 1000")
    }
    let error = #expect(throws: SQLiteError.self) { try History(.file(file)) }
    guard case .newerSchema(found: 1000, known: _) = error?.fact else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try Database(.file(file)).number("PRAGMA user_version") == 1000)
  }
}
