internal import Transport

/// Numbers in the text format of Prometheus, version 0.0.4.
///
///     # HELP banter_closes_total Connections closed, by the code of the protocol.
///     # TYPE banter_closes_total counter
///     banter_closes_total{code="client_quit"} 12
struct MetricsText {
  enum Kind: String { case counter, gauge, histogram }

  /// The media type that tells a scraper the format.
  static let type = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var text = ""

  /// Adds one number.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    begin(name, kind, help)
    add(name, value)
  }

  /// Adds a number that is whole.
  mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
    begin(name, kind, help)
    text += "\(name) \(value)\n"
  }

  /// Adds a number for each value of a label; the values are plain words of ours.
  mutating func add(
    _ name: String, _ kind: Kind, _ help: String, by label: String, _ values: [(String, Int)]
  ) {
    begin(name, kind, help)
    for (word, value) in values { text += "\(name){\(label)=\"\(word)\"} \(value)\n" }
  }

  /// Adds a histogram in seconds; each bucket counts those before it too.
  mutating func add(_ name: String, _ help: String, _ histogram: TimeHistogram) {
    begin(name, .histogram, help)
    var total: UInt64 = 0
    for (bound, count) in zip(TimeHistogram.bounds, histogram.counts) {
      total += count
      text += "\(name)_bucket{le=\"\(Double(bound) / 1e9)\"} \(total)\n"
    }
    total += histogram.counts.last ?? 0
    text += "\(name)_bucket{le=\"+Inf\"} \(total)\n"
    add("\(name)_sum", Double(histogram.sum) / 1e9)
    text += "\(name)_count \(total)\n"
  }

  private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func add(_ name: String, _ value: Double) {
    text += "\(name) \(value)\n"
  }
}
