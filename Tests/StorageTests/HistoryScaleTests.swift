import Foundation
import Storage
import TestSupport
import Testing

/// A history of years: as many messages as BANTER_HISTORY says, a million for what the design promises.
///
/// Its limits are three times those of the design, for a machine that has other things to do:
/// open in a second, a page in 5 ms, a search in 50 ms.
@Suite(.serialized)
struct HistoryScaleTests {
  let folder: TemporaryFolder
  let count: Int
  var file: String { folder.path + "/alice.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
    let wanted = ProcessInfo.processInfo.environment["BANTER_HISTORY"]
    count = try #require(Int(wanted ?? "100000"))
  }

  /// Writes the history as SQL does it fastest: three quarters of it in one conversation.
  func fill() throws {
    let history = try History(.file(file))
    for name in ["bob", "carol"] {
      history.setDraft("x", in: history.thread(with: name, address: name))
    }
    #expect(history.meet(server: "r1", head: 0))
    try history.commit()
    try history.database.execute(
      """
      BEGIN;
      CREATE TEMP TABLE said AS
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
        SELECT i, 1 + (i % 4 = 0) AS place, i % 3 = 0 AS own,
          printf('message %d of the %s day about topic%d and %s %s', i, iif(i < \(count / 2), 'earlier', 'early'),
            i % 5003, char(97 + i % 26, 97 + i / 26 % 26, 97 + i / 676 % 26),
            iif(i % 1000 = 0, '你 好 世 界', 'and so on'))
          AS text FROM n;
      INSERT INTO item
        SELECT i, place, row_number() OVER (PARTITION BY place ORDER BY i) - 1,
          iif(own, NULL, 'bob'), text, 1700000000000 + i * 60000, 1, iif(own, 'cid-' || i, NULL),
          1, i, printf('%016x', i) FROM said ORDER BY i;
      INSERT INTO word (rowid, place, text) SELECT i, 'c' || place, text FROM said ORDER BY i;
      UPDATE conversation SET read = 1000000000;
      UPDATE log SET cursor = \(count);
      COMMIT
      """)
  }

  /// The best of five: what it takes when nothing is in the way.
  func best(_ body: () throws -> Void) rethrows -> Duration {
    var best = Duration.seconds(1_000)
    for _ in 0..<5 { best = min(best, try ContinuousClock().measure(body)) }
    return best
  }

  @Test func openingAPageAndASearchDoNotWaitForTheLength() throws {
    try fill()
    var opened: History?
    let opening = try best {
      opened = nil
      opened = try History(.file(file))
    }
    let history = try #require(opened)
    let bob = try #require(history.threads["bob"])
    #expect(bob.count == count - count / 4)
    var times: [(String, Duration)] = []
    for place in [0, bob.count / 2, bob.count - 100] {
      times.append(
        (
          "page at \(place)",
          best { #expect(history.items(in: bob, from: place, limit: 100).count == 100) }
        )
      )
    }
    for text in [
      "message", "m", "topic77", "topic7", "世界", "message about xyz", "nowhere", "a b c d",
      "earli", "earlie",
    ] {
      times.append(("search \(text)", best { _ = history.search(text, in: nil, limit: 50) }))
      times.append(("search \(text) in one", best { _ = history.search(text, in: bob, limit: 50) }))
    }
    #expect(history.search("世界", in: bob, limit: 50).count == 0)
    #expect(history.search("世界", in: nil, limit: 50).count == 50)
    if ProcessInfo.processInfo.environment["BANTER_HISTORY"] != nil {
      print("history of \(count): open \(opening)")
      for (what, time) in times { print("  \(what): \(time)") }
    }
    #expect(opening < .seconds(3))
    for (what, time) in times {
      #expect(time < .milliseconds(what.hasPrefix("page") ? 15 : 150), "\(what)")
    }
  }

  @Test func aFloodIsTakenInWakeUpsNotOneByOne() throws {
    let history = try History(.file(file))
    #expect(history.meet(server: "r1", head: 0))
    let bob = history.thread(with: "bob", address: "bob")
    let time = try ContinuousClock().measure {
      for seq in 1...Int64(5_000) {
        history.advance(to: seq)
        let origin = MessageOrigin(id: "m\(seq)", seq: seq, time: seq)
        _ = history.take("message \(seq) of a flood", by: "bob", in: bob, at: seq, origin: origin)
        if seq % 100 == 0 { try history.commit() }
      }
    }
    #expect(bob.count == 5_000)
    #expect(time < .seconds(10))
  }
}
