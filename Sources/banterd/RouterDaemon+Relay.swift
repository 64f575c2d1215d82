internal import Framing
internal import Routing
internal import Transport

extension RouterDaemon {
  /// How many messages are taken before they are written: what is known of them stays in the nearest cache.
  private static let relaysAtOnce = 64

  /// Relays the chats at the front of what came, as far as they need nobody's second look.
  ///
  /// - Returns: How many there were; `position` is behind them.
  func relay(
    _ bytes: Span<UInt8>, from position: inout Int, of peer: Peer, at now: Int64
  ) -> Int {
    guard peer.dialect != nil, peer.dialect != .legacy else { return 0 }
    var writer = RelayWriter()
    swap(&writer, &relayWriter)
    defer { swap(&writer, &relayWriter) }
    var total = 0
    while true {
      let count = router.relay(
        bytes, from: &position, of: peer.id, at: now, atMost: Self.relaysAtOnce, into: &writer)
      write(with: &writer, of: bytes)
      writer.end()
      commitIfMuchIsQueued()
      total += count
      if count < Self.relaysAtOnce { return total }
    }
  }

  /// Relays one chat that is on its own; answers whether it was one.
  func relay(body: Span<UInt8>, of peer: Peer, at now: Int64) -> Bool {
    guard peer.dialect != nil, peer.dialect != .legacy else { return false }
    var writer = RelayWriter()
    swap(&writer, &relayWriter)
    defer { swap(&writer, &relayWriter) }
    let isRelayed = router.relay(body: body, of: peer.id, at: now, into: &writer)
    write(with: &writer, of: body)
    writer.end()
    return isRelayed
  }

  /// Puts each relay into its receiver's queue.
  private func write(with writer: inout RelayWriter, of bytes: Span<UInt8>) {
    let connections = connections
    // Held once for all: counting their references for each message was a tenth of what a message costs.
    let (relays, arena) = (writer.relays, writer.arena)
    var byteCount = 0
    var start = 0
    while start < relays.count {
      let receiver = relays[start].receiver
      var end = start &+ 1
      while end < relays.count, relays[end].receiver == receiver { end &+= 1 }
      // Nor are those of a connection counted for each of several messages in a row.
      if let connection = connections[Int(receiver.slot)] {
        for index in start..<end {
          byteCount &+= write(relays[index], with: &writer, arena.span, of: bytes, to: connection)
        }
      }
      start = end
    }
    statistics.messagesSent += relays.count
    statistics.bytesSent += byteCount
  }

  /// Puts one relay into its receiver's queue; answers with the length of its frame.
  @inline(__always)
  private func write(
    _ relay: Relay, with writer: inout RelayWriter, _ arena: Span<UInt8>, of bytes: Span<UInt8>,
    to connection: Connection
  ) -> Int {
    guard writer.write(relay, of: bytes) else {
      connection.enqueue(writer.whole.span)
      return writer.whole.count
    }
    let (to, from) = (arena.extracting(writer.to), arena.extracting(writer.from))
    let text = bytes.extracting(relay.part)
    let brace: InlineArray<1, UInt8> = [UInt8(ascii: "}")]
    connection.enqueueFrame(Span(), to, from, text, brace.span)
    return Limits.jsonHeader + to.count + from.count + text.count + 1
  }
}
