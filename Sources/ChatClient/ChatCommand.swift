/// What somebody meant by a text typed into the entry of a chat: something to say, or a command.
///
/// A command is a slash and a word; a text that begins so all the same is written with two slashes.
package enum ChatCommand: Hashable, Sendable {
  case say(String)
  /// Away from now on, for a reason that may be empty.
  case away(String)
  case back
  /// Into a room, named with or without its `#`.
  case join(String)
  case leave
  /// Shows the peer's keys.
  case key
  /// A command that there is not, without its slash.
  case unknown(String)

  /// Reads what was typed.
  package init(_ text: String) {
    let rest = text.dropFirst()
    guard text.hasPrefix("/"), let first = rest.first else {
      self = .say(text)
      return
    }
    if first == "/" {
      self = .say(String(rest))
    } else if first.isLetter {
      self = Self.command(in: rest)
    } else {
      self = .say(text)
    }
  }

  private static func command(in text: Substring) -> ChatCommand {
    let parts = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let word = parts.first.map(String.init) ?? ""
    let rest = (parts.dropFirst().first ?? "").trimmed
    switch (word.lowercased(), rest.isEmpty) {
    case ("away", _): return .away(rest)
    case ("back", true): return .back
    case ("join", false): return .join(rest)
    case ("leave", true): return .leave
    case ("key", true): return .key
    default: return .unknown(word)
    }
  }
}
