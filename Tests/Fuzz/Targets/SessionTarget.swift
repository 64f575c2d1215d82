import Framing
import Routing

/// A router with up to six clients, whose bytes come in random pieces.
///
/// The input is a list of steps. The low three bits of a step's first byte say what happens, the rest to
/// whom; most of the bytes that clients send are whole messages made of a few words, so that they meet.
///
///     0  connect, in the clear or legacy (next byte)        4  time passes (next two bytes, ms)
///     1  raw bytes come (next byte: how many)               5  the connection is cut
///     2  a message of the phrase book comes (three bytes)   6  the same, but only a part of it comes
///     3  a text comes as the body of a frame                7  the router is shut down, one time in 16;
///                                                              else somebody's keys change
enum SessionTarget {
  private static let stepLimit = 400

  static func run(_ input: [UInt8]) throws(Contradiction) {
    var reader = InputReader(input)
    var world = World()
    for _ in 0..<stepLimit where !reader.isAtEnd {
      let byte = reader.byte()
      try step(byte & 7, client: (byte >> 3) % World.seats, &reader, &world)
    }
    try world.passTime(1_000)
    try world.end()
  }

  private static func step(
    _ kind: Int, client seat: Int, _ reader: inout InputReader, _ world: inout World
  ) throws(Contradiction) {
    switch kind {
    case 0: try world.connect(seat, speaking: reader.byte() & 1 == 0 ? .json : .legacy)
    case 1: try world.receive(reader.piece(reader.byte()), at: seat)
    case 2: try world.receive(PhraseBook.frame(for: world.kind(of: seat), &reader), at: seat)
    case 3:
      let body = reader.piece(reader.byte())
      try world.receive(PhraseBook.frame(world.kind(of: seat), around: body), at: seat)
    case 4: try world.passTime(Int64(reader.number() % 12_000))
    case 5: try world.disconnect(seat)
    case 6:
      let frame = PhraseBook.frame(for: world.kind(of: seat), &reader)
      try world.receive(Array(frame.prefix(reader.byte())), at: seat)
    default:
      let byte = reader.byte()
      if byte & 15 == 15 { return try world.shutDown() }
      try world.changeKeys(of: PhraseBook.name(byte), UInt8(byte >> 4))
    }
  }
}
