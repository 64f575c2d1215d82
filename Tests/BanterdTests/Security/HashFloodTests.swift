import Foundation
import Framing
import Storage
import TestSupport
import Testing

/// Names and marks that somebody chose so that they all meet in one place of a table.
@Suite struct HashFloodTests {
  private static let count = 1_000

  @Test func marksThatMeetUnderTheSeedOfAnotherRouterAreLikeAnyOthers() throws {
    let folder = TemporaryFile()
    let seed = try seed(of: folder)
    let chosen = Self.marks(meetingUnder: seed)
    let hashes = chosen.map { SeededHash(seed: seed)(Array("\"\($0)\"".utf8).span) }
    #expect(Set(hashes).count == 1 && Set(chosen).count == Self.count)
    let harmless = chosen.indices.map { "harmless-\(1_000_000 + $0)" }
    let known = try time(of: TestRouter("--state", folder.path), taking: chosen)
    let other = try time(of: TestRouter(), taking: chosen)
    let usual = try time(of: TestRouter(), taking: harmless)
    // Where the seed is known they cost the router dear: they were well chosen. (Times come in steps of 0.01.)
    #expect(known > (usual + 0.03) * 5)
    #expect(other < (usual + 0.03) * 3)
  }

  /// What a router's log drew at its first start, which it tells nobody.
  private func seed(of folder: TemporaryFile) throws -> UInt64 {
    let router = try TestRouter("--state", folder.path)
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
    let log = try Database(.file(folder.path + "/banterd.db"))
    let seed = try #require(try log.number("SELECT value FROM fact WHERE key = 'seed'"))
    return UInt64(bitPattern: seed)
  }

  /// How long a router is busy with messages of these marks, in seconds.
  private func time(of router: TestRouter, taking marks: [String]) throws -> Double {
    let client = try router.client()
    try client.enter("mallory", version: 2)
    let before = try router.facts.processorTime
    for start in stride(from: 0, to: marks.count, by: 50) {
      let some = marks[start..<start + 50]
      client.send(
        raw: some.flatMap {
          client.frame(#"{"type":"chat","to":"mallory","msg":"","cid":"\#($0)"}"#)
        })
      for mark in some {
        guard case .acknowledgement(let ack)? = try client.message("ack") else { break }
        #expect(ack.cid == mark)
      }
    }
    return try router.facts.processorTime - before
  }

  /// Marks whose literals have one hash under a seed: the second eight bytes of each undo what the first did.
  private static func marks(meetingUnder seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: 1)
    // A quote and seven letters; seven letters and a quote.
    let first: UInt64 = 0x6060_6060_6060_6022
    let last: UInt64 = 0x2261_6161_6161_6161
    let meeting = state(after: first, seed) ^ last
    var marks: Set<String> = []
    while marks.count < count {
      let start = first | random.next() & 0x0F0F_0F0F_0F0F_0F00
      let rest = state(after: start, seed) ^ meeting
      guard isPlain(rest) else { continue }
      marks.insert(
        String((text(of: start) + text(of: rest) + text(of: last)).dropFirst().dropLast()))
    }
    return marks.sorted()
  }

  /// What `SeededHash` knows after the first eight bytes of twenty-four.
  private static func state(after word: UInt64, _ seed: UInt64) -> UInt64 {
    let (high, low) = (seed ^ 24 ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low ^ seed
  }

  /// Whether eight bytes are characters that JSON writes as they are.
  private static func isPlain(_ word: UInt64) -> Bool {
    var rest = word
    for _ in 0..<8 {
      let byte = rest & 0xFF
      guard byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C else { return false }
      rest >>= 8
    }
    return true
  }

  private static func text(of word: UInt64) -> String {
    String(decoding: (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }, as: UTF8.self)
  }
}
