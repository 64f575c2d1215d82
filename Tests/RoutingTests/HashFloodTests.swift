import Framing
import TestSupport
import Testing

@testable import Routing

/// Names that somebody chose so that they meet in one place of the table of who is here.
@Suite struct HashFloodTests {
  private static let count = 1_000

  /// Names of sixteen letters that all belong to the first place of a table with a certain seed.
  private func names(meetingUnder seed: UInt64) -> [[UInt8]] {
    let hash = SeededHash(seed: seed)
    var names: [[UInt8]] = []
    var name = [UInt8](repeating: UInt8(ascii: "a"), count: 16)
    var number: UInt64 = 0
    while names.count < Self.count {
      number += 1
      for digit in 0..<6 { name[digit] = UInt8(ascii: "a") + UInt8(number >> (4 * digit) & 15) }
      let state = hash(name.span)
      if UInt32(truncatingIfNeeded: state ^ state >> 32) & 2_047 == 0 { names.append(name) }
    }
    return names
  }

  /// What it takes to find each of these names once in a table that has them.
  private func time(finding names: [[UInt8]], in table: LineTable) -> Duration {
    var table = table
    for (slot, name) in names.enumerated() {
      table.add(
        String(decoding: name, as: UTF8.self), SessionID(rawValue: UInt64(slot)), .version1,
        user: UserID(rawValue: Int64(slot)), keepsLog: false, isFound: true)
    }
    var found: [UserID] = []
    let time = ProcessorTime.measure {
      for name in names {
        if let line = table.line(named: 0..<name.count, of: name.span) { found.append(line.user) }
      }
    }
    #expect(found == names.indices.map { UserID(rawValue: Int64($0)) })
    return time
  }

  @Test func whatMeetsInATableWhoseSeedIsKnownDoesNotInAnother() {
    let seed = LineTable().seed
    let names = names(meetingUnder: seed)
    let known = time(finding: names, in: LineTable(seed: seed))
    let other = time(finding: names, in: LineTable())
    // A thousand in a row: that each takes hundreds of steps shows that the names were well chosen.
    #expect(known > other * 5, "\(known) where the seed is known, \(other) where it is not")
  }

  @Test func eachTableDrawsItsOwnSeed() {
    let seeds = (0..<100).map { _ in LineTable().seed }
    #expect(Set(seeds).count == 100)
  }
}
