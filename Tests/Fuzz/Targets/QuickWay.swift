import Framing
import Routing

/// The router's quick way for chats, beside the usual one: both must send the same bytes to the same clients.
enum QuickWay {
  typealias Sent = [SessionID: [[UInt8]]]

  /// Relays one frame; nil where the router leaves it to the usual way.
  static func relay(
    _ frame: [UInt8], from id: SessionID, at now: Int64, with router: inout Router
  ) throws(Contradiction) -> Sent? {
    var writer = RelayWriter()
    var position = 0
    let count = router.relay(
      frame.span, from: &position, of: id, at: now, atMost: 1, into: &writer)
    defer { writer.end() }
    guard count > 0 else { return nil }
    try require(count == 1 && position == frame.count, "relayed to \(position) of \(frame)")
    var sent: Sent = [:]
    for index in 0..<writer.relays.count {
      sent[writer.relays[index].receiver, default: []].append(
        bytes(of: writer.relays[index], &writer, frame))
    }
    return sent
  }

  /// What the usual way sends.
  static func sent(_ deliveries: [Delivery]) throws(Contradiction) -> Sent {
    var sent: Sent = [:]
    for delivery in deliveries {
      guard case .send(let outgoing, let ids) = delivery else {
        throw Contradiction("relayed, and else \(delivery)")
      }
      for id in ids { sent[id, default: []].append(Wire.frame(of: outgoing)) }
    }
    return sent
  }

  /// As the daemon puts it together.
  private static func bytes(
    of relay: Relay, _ writer: inout RelayWriter, _ frame: [UInt8]
  ) -> [UInt8] {
    guard writer.write(relay, of: frame.span) else { return writer.whole }
    let names = Array(writer.arena[writer.to]) + Array(writer.arena[writer.from])
    return PhraseBook.frame(.json, around: names + Array(frame[relay.part]) + Array("}".utf8))
  }
}
