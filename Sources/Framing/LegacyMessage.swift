/// A body from a legacy client; PROTOCOL.md §3.
package enum LegacyMessage: Hashable, Sendable {
  /// `USERNAME:<name>`; registers when it comes first, and later is something said like any other.
  case username(String)

  /// `!DISCONNECT`
  case disconnect

  /// `!WHISPER:<name>:<text>`
  case whisper(to: String, text: String)

  /// Anything else is said to everyone, also what looks like a line of the router's (`!USERLIST:`).
  case say(String)

  package static let usernamePrefix = "USERNAME:"
  package static let whisperPrefix = "!WHISPER:"
  package static let userListPrefix = "!USERLIST:"
  package static let disconnectWord = "!DISCONNECT"

  /// Reads one body.
  ///
  /// - Throws: `badUTF8`, or `badField("!WHISPER")` for a whisper to nobody: it is private, so
  ///   it must not be said to everyone instead.
  package static func parse(_ body: Span<UInt8>) throws(MessageError) -> LegacyMessage {
    guard let utf8 = try? UTF8Span(validating: body) else { throw .badUTF8 }
    let text = String(copying: utf8)
    if text == disconnectWord { return .disconnect }
    if let name = text.dropping(prefix: usernamePrefix) { return .username(String(name)) }
    guard let whisper = text.dropping(prefix: whisperPrefix) else { return .say(text) }
    guard let colon = whisper.utf8.firstIndex(of: UInt8(ascii: ":")), colon > whisper.startIndex
    else { throw .badField("!WHISPER") }
    let words = whisper.utf8[colon...].dropFirst()
    return .whisper(to: String(whisper[..<colon]), text: String(Substring(words)))
  }

  /// The router's list of who is there, as one body.
  package static func userList(_ users: [String]) -> String {
    var writer = JSONWriter(after: Array(userListPrefix.utf8))
    writer.array(users)
    return String(decoding: writer.finish(), as: UTF8.self)
  }
}

extension String {
  /// What follows `prefix`, compared byte by byte: a combining mark after it must not hide it.
  fileprivate func dropping(prefix: String) -> Substring? {
    utf8.starts(with: prefix.utf8) ? Substring(utf8.dropFirst(prefix.utf8.count)) : nil
  }
}
