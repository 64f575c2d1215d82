import Testing

/// A page in Prometheus' text format 0.0.4, read more strictly than Prometheus does.
struct PrometheusPage {
  var samples: [String: Double] = [:]
  private var kinds: [String: String] = [:]

  /// Reads the page; records an issue for each line that is not as it should be.
  init(_ text: String) {
    #expect(text.hasSuffix("\n"))
    var family = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if let match = line.wholeMatch(of: /# HELP ([a-z_]+) [^\\]+\./) {
        family = String(match.1)
        #expect(kinds[family] == nil, "a family stands there twice: \(line)")
      } else if let match = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
        #expect(match.1 == family, "a TYPE without its HELP: \(line)")
        kinds[family] = String(match.2)
      } else if let match = line.wholeMatch(of: /([a-z_]+)(\{[a-z]+="[^"\\]+"\})? (\S+)/) {
        addSample(String(match.1), String(match.2 ?? ""), String(match.3), of: family)
      } else {
        Issue.record("not a line of the format: \(line)")
      }
    }
    for (name, kind) in kinds {
      #expect(name.hasSuffix("_total") == (kind == "counter"), "the name tells the kind: \(name)")
    }
  }

  subscript(sample: String) -> Double? { samples[sample] }

  private mutating func addSample(
    _ name: String, _ labels: String, _ value: String, of family: String
  ) {
    let suffixes = kinds[family] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
    #expect(suffixes.contains { name == family + $0 }, "\(name) is not of \(family)")
    #expect(samples[name + labels] == nil, "a sample stands there twice: \(name)\(labels)")
    guard let number = Double(value) else {
      Issue.record("not a number: \(value)")
      return
    }
    samples[name + labels] = number
  }
}
