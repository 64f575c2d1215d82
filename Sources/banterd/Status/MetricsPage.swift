/// The numbers of a page in Prometheus' text format.
struct MetricsPage: Equatable {
  /// Each sample by its name with its labels, as it stands there.
  let samples: [String: Double]

  /// Reads a page; lines that are no samples are passed over.
  init(_ text: String) {
    var samples: [String: Double] = [:]
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      guard let space = line.lastIndex(of: " "),
        let value = Double(line[line.index(after: space)...])
      else { continue }
      samples[String(line[..<space])] = value
    }
    self.samples = samples
  }

  /// A number, 0 where the page has none.
  func number(_ name: String) -> Double { samples[name] ?? 0 }

  /// A whole number; what is too large for one is cut to the largest.
  func count(_ name: String) -> Int {
    let number = number(name)
    return number.isFinite ? Int(max(0, min(number, 1e18))) : 0
  }

  /// The values of the label in a name's samples, with their numbers, the largest first.
  func values(of label: String, in name: String) -> [(String, Int)] {
    let prefix = "\(name){\(label)=\""
    return samples.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix("\"}") }
      .map { (String($0.dropFirst(prefix.count).dropLast(2)), count($0)) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
