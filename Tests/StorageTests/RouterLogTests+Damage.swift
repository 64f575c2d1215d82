import Foundation
import Storage
import Testing

extension RouterLogTests {
  /// Numbers of any length, lines without end, nothing at all.
  @Test(arguments: [
    "randomblob(900)", "zeroblob(900)", "x'" + String(repeating: "FF", count: 90) + "'", "x''",
    "substr(BYTES, 1, length(BYTES) / 2)", "CAST(BYTES || randomblob(40) || BYTES AS BLOB)",
  ])
  func damagedBytesEndNothing(damage: String) throws {
    do {
      let log = try open()
      try fill(log, 1...400)
      try log.finish()
      for (table, bytes) in [("batch", "messages"), ("stretch", "lines")] {
        let value = damage.replacingOccurrences(of: "BYTES", with: bytes)
        try log.database.execute("UPDATE \(table) SET \(bytes) = \(value)")
      }
    }
    guard let log = try? open() else { return }
    for user in [1, 2] as [Int64] {
      #expect(try log.entries(of: user, after: 0, limit: 1_000).count <= 1_000)
      _ = try? find(7, of: user, in: log)
      _ = try? log.database.transaction { () throws(SQLiteError) in
        _ = try log.firstKept(of: user, without: 1_000, from: 1, limit: 1_000)
        _ = try log.prune(user, upTo: 200)
      }
    }
    _ = try? log.database.transaction { () throws(SQLiteError) in
      _ = try log.sweep(1_000) { _, seq in seq < 200 }
    }
    try fill(log, 401...410)
    #expect(try log.entries(of: 1, after: 400, limit: 20).map(text).last == "\"text 410\"")
  }
}
