import Foundation
import Storage

/// A client's history on the disk, as if its person had talked for years.
enum LongHistory {
  /// Writes `count` messages between a person and bob, a tenth of them the person's own.
  ///
  /// Every message reads "message NUMBER" with some words behind it, number 77,777 with the word "needle".
  static func write(
    _ count: Int, for name: String, at router: Router, desk: Desk
  ) throws {
    let file = desk.folder.appendingPathComponent("banter/\(router.address)/\(name).sqlite")
    let history = try History(.file(file.path))
    let thread = history.thread(with: "bob", address: "bob")
    let start = Int64(1_700_000_000_000)
    for number in 0..<count {
      let words = String(repeating: " and some words", count: number % 7)
      let text = "message \(number)" + (number == 77_777 ? " needle" : words)
      _ = history.take(
        text, by: number % 10 == 0 ? nil : "bob", in: thread, at: start + Int64(number) * 60_000,
        origin: nil)
      if number % 5_000 == 0 { try history.commit() }
    }
    _ = history.markRead(thread)
    try history.commit()
  }
}
