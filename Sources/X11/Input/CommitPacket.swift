/// A text that an input method's server commits, as it travels: XIM's XIM_COMMIT.
///
///     0      1      2        4        6        8        (12            18)   10 or 20
///     +------+------+--------+--------+--------+--------+----------------+----------+------- - -
///     | 63   | 0    | length | method |context |  flag  | unused, keysym | bytes of | COMPOUND_TEXT
///     +------+------+--------+--------+--------+--------+----------------+----------+------- - -
///
/// Numbers are in this machine's order, as libX11 asks for; the length counts fours of bytes after the
/// first four; the keysym is there only where the flag says so.
struct CommitPacket: Equatable {
  private static let opcode: UInt8 = 63
  private static let isSynchronous: UInt16 = 1
  private static let hasText: UInt16 = 2
  private static let hasKeysym: UInt16 = 4

  var method: UInt16
  var context: UInt16
  /// The server waits for an answer.
  var wantsAnswer: Bool
  /// COMPOUND_TEXT.
  var text: [UInt8]

  init(method: UInt16, context: UInt16, wantsAnswer: Bool, text: [UInt8]) {
    self.method = method
    self.context = context
    self.wantsAnswer = wantsAnswer
    self.text = text
  }

  /// Reads a packet; nil where it is another or isn't whole.
  init?(_ bytes: [UInt8]) {
    func short(at place: Int) -> UInt16? {
      guard place + 2 <= bytes.count else { return nil }
      return UInt16(littleEndian: UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8)
    }
    guard bytes.first == Self.opcode, let method = short(at: 4), let context = short(at: 6),
      let flag = short(at: 8), flag & Self.hasText != 0
    else { return nil }
    let place = flag & Self.hasKeysym == 0 ? 10 : 16
    guard let count = short(at: place).map(Int.init), place + 2 + count <= bytes.count else {
      return nil
    }
    self.init(
      method: method, context: context, wantsAnswer: flag & Self.isSynchronous != 0,
      text: Array(bytes[(place + 2)..<(place + 2 + count)]))
  }

  /// The packet's bytes; its text has to be short enough for one.
  var bytes: [UInt8] {
    func parts(_ number: UInt16) -> [UInt8] {
      let ordered = number.littleEndian
      return [UInt8(truncatingIfNeeded: ordered), UInt8(truncatingIfNeeded: ordered >> 8)]
    }
    let flag = Self.hasText | (wantsAnswer ? Self.isSynchronous : 0)
    var body =
      parts(method) + parts(context) + parts(flag) + parts(UInt16(clamping: text.count)) + text
    while body.count % 4 != 0 { body.append(0) }
    return [Self.opcode, 0] + parts(UInt16(clamping: body.count / 4)) + body
  }

  /// The same text in packets of at most `limit` bytes each.
  ///
  /// - Parameters:
  ///   - decoded: What the text reads.
  ///   - limit: What libX11 takes.
  /// - Returns: At least one; only the last asks for an answer.
  func split(_ decoded: String, limit: Int) -> [CommitPacket] {
    let room =
      limit
      - CommitPacket(method: 0, context: 0, wantsAnswer: false, text: Self.encode("")).bytes.count
      - 4
    var texts: [String] = []
    var current = String.UnicodeScalarView()
    var count = 0
    for scalar in decoded.unicodeScalars {
      let width = UTF8.width(scalar)
      if count + width > room {
        texts.append(String(current))
        (current, count) = (String.UnicodeScalarView(), 0)
      }
      current.append(scalar)
      count += width
    }
    texts.append(String(current))
    return texts.enumerated().map { index, text in
      CommitPacket(
        method: method, context: context, wantsAnswer: wantsAnswer && index == texts.count - 1,
        text: Self.encode(text))
    }
  }

  /// COMPOUND_TEXT of a text: all of it UTF-8, between the sequences that switch to it and back.
  private static func encode(_ text: String) -> [UInt8] {
    [0x1B, 0x25, 0x47] + Array(text.utf8) + [0x1B, 0x25, 0x40]
  }
}
