import Framing
import Transport

/// Both ends of a TLS connection, and what lies between them in the fuzzer's hands.
///
///     op % 8   0, 1   a client, a server says n bytes         4      the next byte to the server is changed
///              2, 3   n bytes reach the server, the client    5      n bytes of the input come before it
///              6, 7   the client, the server says good-bye
///
/// What arrives is always the beginning of what was said. Where nothing was changed all of it arrives.
struct TLSRecordsTarget {
  private final class End {
    let session: TLSSession
    var said: [UInt8] = []
    var heard: [UInt8] = []
    /// What is on its way to this end.
    var arriving: [UInt8] = []
    var hasFailed = false
    var hasSaidGoodbye = false

    init(_ session: TLSSession) {
      self.session = session
    }
  }

  private static let steps = 64
  private let client: End
  private let server: End
  private var isHarmed = false

  static func run(_ input: [UInt8]) throws(Contradiction) {
    var target = try TLSRecordsTarget()
    try target.play(input)
  }

  private init() throws(Contradiction) {
    do {
      let context = try TLSContext.server(.make())
      server = End(try TLSSession(context))
      client = End(try TLSSession(.client(.make()) { _ in true }))
    } catch {
      throw Contradiction("no keys: \(error)")
    }
  }

  private mutating func play(_ input: [UInt8]) throws(Contradiction) {
    var reader = InputReader(input)
    try give(client, [])
    collect()
    for _ in 0..<Self.steps where !reader.isAtEnd { try step(&reader) }
    // What is left arrives whole, until nobody has anything to say.
    while !client.arriving.isEmpty || !server.arriving.isEmpty {
      try deliver(client.arriving.count, to: client)
      try deliver(server.arriving.count, to: server)
    }
    guard !isHarmed else { return }
    try require(client.session.isSecure && server.session.isSecure, "no handshake without harm")
    try require(server.heard == client.said, "the server heard something else")
    try require(client.heard == server.said, "the client heard something else")
    try require(client.session.peerPin != nil && server.session.peerPin != nil, "nobody's key")
  }

  private mutating func step(_ reader: inout InputReader) throws(Contradiction) {
    switch reader.byte() % 8 {
    case 0: say(reader.number(), client)
    case 1: say(reader.number(), server)
    case 2: try deliver(reader.number(), to: server)
    case 3: try deliver(reader.number(), to: client)
    case 4 where !server.arriving.isEmpty:
      server.arriving[0] ^= UInt8(truncatingIfNeeded: reader.byte() | 1)
      isHarmed = true
    case 5:
      let bytes = reader.piece(reader.byte())
      server.arriving = bytes + server.arriving
      isHarmed = isHarmed || !bytes.isEmpty
    case 6: leave(client)
    case 7: leave(server)
    default: break
    }
    collect()
  }

  private mutating func say(_ count: Int, _ end: End) {
    guard end.session.isSecure, !end.hasSaidGoodbye, count > 0 else { return }
    let text = (0..<min(count, TLSSession.recordLimit)).map {
      UInt8(truncatingIfNeeded: $0 &+ end.said.count)
    }
    if unsafe text.withUnsafeBytes({ unsafe end.session.encrypt($0) }) { end.said += text }
  }

  private mutating func leave(_ end: End) {
    if end.session.sayGoodbye() { end.hasSaidGoodbye = true }
  }

  /// Takes what both have to send on its way.
  private mutating func collect() {
    server.arriving += client.session.takeOutput()
    client.arriving += server.session.takeOutput()
  }

  private mutating func deliver(
    _ count: Int, to end: End
  ) throws(Contradiction) {
    let bytes = Array(end.arriving.prefix(count))
    guard !bytes.isEmpty else { return }
    end.arriving.removeFirst(bytes.count)
    try give(end, bytes)
    collect()
    try require(client.said.starts(with: server.heard), "the server heard what nobody said")
    try require(server.said.starts(with: client.heard), "the client heard what nobody said")
  }

  private func give(_ end: End, _ bytes: [UInt8]) throws(Contradiction) {
    // A piece at a time, as a read brings it, so that all of its text fits.
    var plain = [UInt8](repeating: 0, count: 65_536 + 2 * TLSSession.recordLimit)
    for start in stride(from: 0, to: max(1, bytes.count), by: 65_536) {
      let piece = Array(bytes[start..<min(start + 65_536, bytes.count)])
      let taken = unsafe piece.withUnsafeBytes { bytes in
        unsafe plain.withUnsafeMutableBytes { unsafe end.session.take(bytes, into: $0) }
      }
      try require(!end.hasFailed || taken.count == 0, "text after a failure")
      end.heard += plain[..<taken.count]
      end.hasFailed = end.hasFailed || taken.failure != nil
      try require(isHarmed || taken.failure == nil, "a failure without harm: \(taken)")
    }
  }
}
