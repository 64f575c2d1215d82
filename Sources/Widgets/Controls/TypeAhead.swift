/// Finds names by their first letters, as they are typed.
struct TypeAhead {
  /// How long after a letter the next one belongs to it.
  static let patience = Duration.seconds(1)

  /// More letters than the longest name.
  static let capacity = 64

  /// What was typed so far, folded.
  private(set) var typed = ""
  /// The same as it was typed, to be shown.
  private(set) var shown = ""
  /// Whether a name starts with it.
  var isFound = true
  var timeout: ScheduledTimer?

  var isEmpty: Bool { typed.isEmpty }

  mutating func reset() {
    typed = ""
    shown = ""
    isFound = true
    timeout?.cancel()
    timeout = nil
  }

  mutating func append(_ text: String) {
    typed = String((typed + text.searchKey).prefix(Self.capacity))
    shown = String((shown + text).prefix(Self.capacity))
  }

  /// The next row whose name starts with what was typed.
  ///
  /// A first letter looks below the selected row, so that it goes on to the next such name each time; more
  /// letters may stay on it. The same letter again and again means the next name with it.
  func match(in items: [ListBox.Item], from selected: Int?) -> Int? {
    let start = selected ?? -1
    if typed.count > 1, let row = row(startingWith: typed, in: items, from: max(0, start)) {
      return row
    }
    guard let first = typed.first, typed.allSatisfy({ $0 == first }) else { return nil }
    return row(startingWith: String(first), in: items, from: start + 1)
  }

  /// The first such row at `start` or below it, then from the top.
  private func row(
    startingWith prefix: String, in items: [ListBox.Item], from start: Int
  ) -> Int? {
    let matches = { (row: Int) in items[row].text.searchKey.hasPrefix(prefix) }
    let middle = min(start, items.count)
    return (middle..<items.count).first(where: matches) ?? (0..<middle).first(where: matches)
  }
}
