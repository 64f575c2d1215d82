internal import Framing
internal import Logging
internal import Routing
internal import Transport

extension RouterDaemon {
  /// What a client that begins with TLS is sent where it is not let in: `access_denied`, fatal (RFC 8446 §6.2).
  ///
  /// To tell it more would take a handshake, which is what it is refused.
  static let refusalInTLS: [UInt8] = [0x15, 3, 3, 0, 2, 2, 49]

  /// Goes on with a client whose first byte is that of TLS.
  func secure(_ peer: Peer, first bytes: Span<UInt8>) {
    peer.isEncrypted = true
    let limit = options.handshakeTimeout
    // While the hands are shaken another clock runs.
    peer.registerDeadline = loop.now + limit + options.registerTimeout
    peer.connection.secure(
      by: key.context, first: bytes, within: limit, recordsWithin: options.frameTimeout
    ) { [self] in isSecure(peer) }
  }

  private func isSecure(_ peer: Peer) {
    statistics.handshakes += 1
    peer.registerDeadline = loop.now + options.registerTimeout
    log.debug(
      "encrypted",
      metadata: [
        "id": "\(peer.id.rawValue)", "pin": "\(peer.connection.peerPin?.text ?? "-")",
      ])
    begin(peer, speaking: .json)
    watchDeadlines(of: peer)
  }

  /// Why the connection was not, or no longer, encrypted; nil for another end.
  static func tlsFailure(_ end: ConnectionEnd) -> TLSFailure? {
    guard case .tls(let failure) = end else { return nil }
    return failure
  }
}
