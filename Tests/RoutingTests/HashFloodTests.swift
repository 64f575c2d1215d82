import Framing
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

  /// How many steps beyond the first it takes to find each of these names once in a table that has them.
  private func steps(finding names: [[UInt8]], in table: LineTable) -> Int {
    var table = table
    for (slot, name) in names.enumerated() {
      table.add(
        String(decoding: name, as: UTF8.self), SessionID(rawValue: UInt64(slot)), .version1,
        user: UserID(rawValue: Int64(slot)), keepsLog: false, isFound: true)
    }
    let found = names.map { table.line(named: 0..<$0.count, of: $0.span)?.user }
    #expect(found == names.indices.map { UserID(rawValue: Int64($0)) })
    let taken = table.places.indices.filter { table.places[$0].slotAndOne != 0 }
    #expect(taken.count == names.count)
    let mask = table.places.count - 1
    return taken.reduce(0) { $0 + (($1 - Int(table.places[$1].hash)) & mask) }
  }

  @Test func whatMeetsInATableWhoseSeedIsKnownDoesNotInAnother() {
    let seed = LineTable().seed
    let names = names(meetingUnder: seed)
    // A thousand in a row: that each takes hundreds of steps shows that the names were well chosen.
    #expect(steps(finding: names, in: LineTable(seed: seed)) > Self.count * 100)
    #expect(steps(finding: names, in: LineTable()) < Self.count * 4)
  }

  @Test func eachTableDrawsItsOwnSeed() {
    let seeds = (0..<100).map { _ in LineTable().seed }
    #expect(Set(seeds).count == 100)
  }
}
