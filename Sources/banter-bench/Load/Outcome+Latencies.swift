internal import Histogram

extension Outcome {
  /// Keeps the percentiles of latencies in nanoseconds.
  mutating func take(_ latencies: Histogram<UInt64>) {
    p50 = Double(latencies.valueAtPercentile(50)) / 1_000
    p99 = Double(latencies.valueAtPercentile(99)) / 1_000
    p999 = Double(latencies.valueAtPercentile(99.9)) / 1_000
  }
}

extension Faults {
  /// Ends a run that has any.
  func check() throws(BenchFailure) {
    if let first { throw BenchFailure("\(count) faults, the first: \(first)") }
  }
}
