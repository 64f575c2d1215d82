import Framing

/// Writes relays as frames, in parts that the receiver's queue puts together.
///
///     {"type":"chat","to":"bob" ,"from":"alice","msg": "hi" }
///
/// The names with what is before them stand in the router's arena, the text in the bytes that came. A line for
/// legacy clients is written whole, once for all of them. The buffers are kept, so that writing allocates nothing.
package struct RelayWriter: Sendable {
  /// What is to be written.
  package internal(set) var relays: [Relay] = []

  /// The router's written names; see `LineTable`.
  package private(set) var arena: [UInt8] = []

  /// A line with its header.
  package private(set) var whole: [UInt8] = []

  /// Where in `arena` the receiver and the sender are.
  package private(set) var to = 0..<0
  package private(set) var from = 0..<0

  private var lastLine: (id: MessageID, form: Relay.Form)?

  package init() {}

  /// Starts to write what was relayed, with the names of its router.
  mutating func begin(with arena: [UInt8]) {
    self.arena = arena
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
  /// - Returns: Whether it is one of parts: `to`, `from`, the relay's own part and a brace.
  package mutating func write(_ relay: Relay, of bytes: Span<UInt8>) -> Bool {
    guard case .version1 = relay.form else {
      writeLine(of: relay, in: bytes)
      return false
    }
    (to, from) = (relay.beginning, relay.from)
    return true
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
}
