import Foundation
import FuzzTargets
import Testing

/// Every kept input of the fuzzers, given to its target again.
struct ReplayTests {
  private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("corpus")

  @Test(arguments: FuzzTarget.allCases)
  func everyKeptInputHoldsWhatMustHold(_ target: FuzzTarget) throws {
    let folder = Self.corpus.appendingPathComponent(target.rawValue)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    try #require(!names.isEmpty)
    for name in names {
      let input = try Data(contentsOf: folder.appendingPathComponent(name))
      do {
        try target.run(Array(input))
      } catch {
        Issue.record("\(target.rawValue)/\(name): \(error)")
      }
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func inputsOfAnyBytesHoldWhatMustHold(_ target: FuzzTarget) throws {
    var random = Generator(state: 7)
    for _ in 0..<50 {
      let count = Int.random(in: 0...300, using: &random)
      let input = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      do {
        try target.run(input)
      } catch {
        Issue.record("\(target.rawValue): \(error) for \(input)")
      }
    }
  }

  /// A seeded source (SplitMix64), so that a failure can be seen again.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
