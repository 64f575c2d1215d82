extension String {
  /// A piece of the text on one line, from a little before the first of some words that it holds.
  func excerpt(around words: String) -> String {
    let line = prefix(4_096).map { $0.isNewline ? " " : $0 }
    let small = line.map { $0.lowercased() }
    let starts = words.split(whereSeparator: \.isWhitespace).compactMap { word in
      let wanted = word.map { $0.lowercased() }
      return small.indices.first { small[$0...].starts(with: wanted) }
    }
    guard let first = starts.min(), first > 24 else { return String(line.prefix(300)) }
    let from = line[..<(first - 12)].lastIndex(of: " ").map { $0 + 1 } ?? first - 12
    return "…" + String(line[max(from, first - 24)...].prefix(300))
  }
}
