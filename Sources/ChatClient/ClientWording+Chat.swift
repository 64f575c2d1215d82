/// What the chat window says above its entry.
extension ClientWording {
  static let queued = "Not sent yet: it goes out by itself when there is a connection."

  static func noSuchCommand(_ word: String) -> String {
    "There is no command /\(word). To say it, begin with //."
  }

  /// Who is typing; nil for nobody.
  static func typing(_ names: [String]) -> String? {
    switch names.count {
    case 0: nil
    case 1: "\(names[0]) is typing…"
    case 2: "\(names[0]) and \(names[1]) are typing…"
    default: "\(names[0]), \(names[1]) and others are typing…"
    }
  }
}
