import Framing

/// Messages made of few words, so that a fuzzer's clients are heard by each other.
enum PhraseBook {
  /// Names, and texts that are none or want to be taken for something else.
  private static let names = [
    "alice", "Bob", "ALICE", "#everyone", "server", "b\u{F6}b", "bo\u{308}b", "x y", "", "a:b",
    "eve\n",
    "\u{202E}eve", "[server]", "carol", "\u{43E}a", "dave",
  ]

  private static let texts = [
    "hi", "", "!USERLIST:[]", "!DISCONNECT", "USERNAME:eve", "a\nbob: b", "a\r\n[server] b",
    "\u{2028}[private] bob: x", "\u{85}!USERLIST:[\"eve\"]", "\"}", "\\", "\u{0}", "\u{1F600}",
    "!WHISPER:bob:x", "\n", "\u{1D}\u{1E}x",
  ]

  /// One of the names.
  static func name(_ byte: Int) -> String { names[byte & 15] }

  /// The frame of a message that the next three bytes choose.
  static func frame(for kind: FrameKind, _ reader: inout InputReader) -> [UInt8] {
    let (shape, words, marks) = (reader.byte(), reader.byte(), reader.byte())
    let (name, text) = (names[words & 15], texts[words >> 4])
    switch kind {
    case .json: return frame(.json, around: Array(json(shape, name, text, marks).utf8))
    case .legacy: return frame(.legacy, around: Array(legacy(shape, name, text).utf8))
    }
  }

  /// A frame around any body, also one that is empty.
  static func frame(_ kind: FrameKind, around body: [UInt8]) -> [UInt8] {
    let count = body.count
    guard kind == .legacy else {
      return (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) } + body
    }
    let digits = Array(String(count).utf8)
    return digits + [UInt8](repeating: 0x20, count: 64 - digits.count) + body
  }

  private static func legacy(_ shape: Int, _ name: String, _ text: String) -> String {
    switch shape & 7 {
    case 0, 1: "USERNAME:\(name)"
    case 2, 3: "!WHISPER:\(name):\(text)"
    case 4: "!DISCONNECT"
    default: text
    }
  }

  private static func json(_ shape: Int, _ name: String, _ text: String, _ marks: Int) -> String {
    switch shape & 15 {
    case 0...2: object(["type": "register", "username": name])
    case 3...5:
      object(["type": "register", "username": name, "device": "d\(marks & 3)"], #""v":2"#)
    case 6: object(["type": "register", "username": name, "display": text], #""v":2"#)
    case 7...10: object(["type": "chat", "to": name, "msg": text])
    case 11: object(["type": "chat", "to": name, "msg": text, "cid": "c\(marks & 7)"])
    case 12:
      object(["type": "chat", "to": name, "from": names[marks & 15], "msg": text, "id": "mine"])
    case 13: object(["type": marks & 1 == 0 ? "ping" : "pong"], "\"t\":\(marks)")
    case 14: object(["type": text, "to": name])
    default: aboutRooms(name, text, marks)
    }
  }

  private static func aboutRooms(_ name: String, _ text: String, _ marks: Int) -> String {
    let room = marks & 8 == 0 ? "#ops" : name
    return switch marks & 7 {
    case 0: object(["type": "join", "room": room])
    case 1: object(["type": "leave", "room": room])
    case 2: object(["type": "chat", "to": "#ops", "msg": text, "cid": "r\(marks & 15)"])
    case 3: object(["type": "away", "text": text])
    case 4: object(["type": "back"])
    case 5: object(["type": "typing", "to": room])
    case 6: object(["type": "ack"], "\"seq\":\(marks)")
    case 7 where marks & 8 != 0: object(["type": "keys", "user": name])
    default: object(["type": "user_list", "x": text])
    }
  }

  /// An object of texts and, before them, of one more member.
  private static func object(_ fields: [String: String], _ first: String? = nil) -> String {
    let members = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\(quoted($0.value))" }
    return "{" + ([first].compactMap { $0 } + members).joined(separator: ",") + "}"
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 0x20:
        "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(Character(scalar))
      }
    }
    return "\"\(escaped.joined())\""
  }
}
