/// How often something took how long: an addition for each, and no memory.
package struct TimeHistogram: Equatable, Sendable {
  /// The longest time of each bucket, in nanoseconds; what is longer stands in a last one of its own.
  package static let bounds: [Int64] = [
    10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
    25_000_000, 50_000_000, 100_000_000, 250_000_000, 1_000_000_000,
  ]

  /// How many times there are in each bucket, not counting those of the buckets before.
  package private(set) var counts = [UInt64](repeating: 0, count: bounds.count + 1)
  /// All times together, in nanoseconds.
  package private(set) var sum: Int64 = 0

  package init() {}

  /// Counts one time; the clock that it was read from does not run backwards.
  package mutating func add(nanoseconds: Int64) {
    counts[Self.bounds.firstIndex { nanoseconds <= $0 } ?? Self.bounds.count] += 1
    sum += nanoseconds
  }
}
