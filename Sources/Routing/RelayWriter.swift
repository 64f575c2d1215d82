import Framing

/// Writes relays as frames, in parts that the receiver's queue puts together.
///
/// A chat is head, `to`, `from`, the literal of the text and tail, in the order of `FrameEncoder`:
///
///     {"type":"chat" ,"seq":813,"id":"…" ,"to":"bob" ,"from":"alice","msg": "hi" ,"ts":1700000000123}
///     version 1: the names with the beginning before them stand in the router's arena; the tail is one brace
///
/// Where a message has many receivers nothing is written again but the head, or for legacy clients nothing at
/// all. The buffers are kept, so that writing allocates nothing.
package struct RelayWriter: Sendable {
  /// What is to be written.
  var relays: [Relay] = []

  /// The router's written names; see `LineTable`.
  package private(set) var arena: [UInt8] = []

  /// What stands before `to`.
  package private(set) var head: [UInt8] = []

  /// What stands behind the text.
  package private(set) var tail: [UInt8] = []

  /// A frame that isn't put together of parts: an ack, or a line with its header.
  package private(set) var whole: [UInt8] = []

  /// Where in `arena` the receiver and the sender are.
  package private(set) var to = 0..<0
  package private(set) var from = 0..<0

  private var now: Int64 = 0
  private var lastLine: (id: MessageID, form: Relay.Form)?

  package init() {}

  /// How many relays there are.
  package var count: Int { relays.count }

  package subscript(index: Int) -> Relay { relays[index] }

  /// Starts to write what was relayed at `now`, with the names of its router.
  mutating func begin(with arena: [UInt8], at now: Int64) {
    self.arena = arena
    guard now != self.now || tail.isEmpty else { return }
    self.now = now
    tail.removeAll(keepingCapacity: true)
    tail.append(contentsOf: #","ts":"#.utf8)
    Self.append(now, to: &tail)
    tail.append(UInt8(ascii: "}"))
  }

  /// Forgets the relays, and lets go of the router's names before they may change.
  package mutating func end() {
    relays.removeAll(keepingCapacity: true)
    arena = []
    lastLine = nil
  }

  /// Prepares the parts of one frame, or the whole of it.
  ///
  /// - Parameters:
  ///   - relay: One of those that the router put here.
  ///   - bytes: Those in which the router found it.
  /// - Returns: Whether it is one of parts: `head`, `to`, `from`, the relay's own part, `tail`.
  package mutating func write(_ relay: Relay, of bytes: Span<UInt8>) -> Bool {
    switch relay.form {
    case .version1:
      // Nobody looks at the head and the tail of version 1: they are always the same.
      (to, from) = (relay.beginning, relay.from)
      return true
    case .version2:
      writeHead(of: relay)
      (to, from) = (relay.to, relay.from)
      return true
    case .room:
      writeHead(of: relay)
      head.append(contentsOf: #","to":"#.utf8)
      head.append(contentsOf: ##""#everyone""##.utf8)
      (to, from) = (0..<0, relay.from)
      return true
    case .line, .whisper: writeLine(of: relay, in: bytes)
    case .acknowledgement: writeAcknowledgement(relay, in: bytes)
    }
    return false
  }

  private mutating func writeHead(of relay: Relay) {
    head.removeAll(keepingCapacity: true)
    head.append(contentsOf: #"{"type":"chat","seq":"#.utf8)
    Self.append(relay.seq, to: &head)
    head.append(contentsOf: #","id":""#.utf8)
    relay.id.write(to: &head)
    head.append(UInt8(ascii: "\""))
  }

  /// Writes what all legacy clients read alike, once.
  private mutating func writeLine(of relay: Relay, in bytes: Span<UInt8>) {
    if let lastLine, lastLine.id == relay.id, lastLine.form == relay.form { return }
    lastLine = (relay.id, relay.form)
    let name = String(decoding: arena[relay.fromName], as: UTF8.self)
    let text = ChatFields.text(of: bytes.extracting(relay.part))
    whole.removeAll(keepingCapacity: true)
    FrameEncoder.append(
      legacy: relay.form == .line
        ? LegacyText.said(by: name, text) : LegacyText.whispered(by: name, text),
      to: &whole)
  }

  private mutating func writeAcknowledgement(_ relay: Relay, in bytes: Span<UInt8>) {
    lastLine = nil
    whole.removeAll(keepingCapacity: true)
    whole.append(contentsOf: "\0\0\0\0{\"type\":\"ack\",\"cid\":\"".utf8)
    for index in relay.part { whole.append(bytes[index]) }
    whole.append(contentsOf: #"","id":""#.utf8)
    relay.id.write(to: &whole)
    whole.append(contentsOf: #"","seq":"#.utf8)
    Self.append(relay.seq, to: &whole)
    whole.append(contentsOf: tail)
    whole[3] = UInt8(whole.count - Limits.jsonHeader)  // at most 64 bytes of cid, and 110 others
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var (count, rest) = (0, number.magnitude)
    repeat {
      digits[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      count += 1
    } while rest > 0
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    while count > 0 {
      count -= 1
      bytes.append(digits[count])
    }
  }
}
