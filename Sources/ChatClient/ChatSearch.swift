/// What is looked for in one conversation: the matches, and which of them is shown.
struct ChatSearch {
  /// No more are looked for at once.
  static let limit = 1_000

  private(set) var text = ""
  /// The newest first.
  private(set) var keys: [Int64] = []
  /// Which of them is shown; nil for none.
  private(set) var index: Int?

  /// Looks for a text and begins at the newest match.
  mutating func begin(_ newText: String, matches: [Int64]) {
    text = newText
    keys = matches
    index = matches.isEmpty ? nil : 0
  }

  /// Goes to the next match, and round the ends.
  mutating func step(older: Bool) {
    guard let index, !keys.isEmpty else { return }
    self.index = (index + (older ? 1 : keys.count - 1)) % keys.count
  }

  /// The message that is shown.
  var key: Int64? { index.map { keys[$0] } }
}
