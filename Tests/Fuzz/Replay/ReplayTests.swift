import Foundation
import FuzzTargets
import Testing
import TestSupport

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
    var random = SeededGenerator(seed: 7)
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
}
