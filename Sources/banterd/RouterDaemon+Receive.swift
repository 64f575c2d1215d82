internal import Framing
internal import Logging
internal import Routing
internal import Transport

extension RouterDaemon {
  /// Takes what came from a client.
  func receive(_ bytes: Span<UInt8>, from peer: Peer) {
    guard peer.closeCode == nil, !bytes.isEmpty else { return }
    peer.pongDeadline = nil
    if peer.decoder == nil { begin(peer, firstByte: bytes[0]) }
    guard peer.closeCode == nil else { return }
    let now = EventLoop.wallClockMilliseconds()
    let hasCompleted = serve(bytes, of: peer, at: now)
    guard peer.closeCode == nil else { return }
    watchUnfinishedFrame(of: peer, hasCompleted: hasCompleted)
  }

  /// Looks at what the first byte shows; a client that can't be served is told and closed.
  private func begin(_ peer: Peer, firstByte: UInt8) {
    guard case .frames(let kind) = FirstByte.kind(of: firstByte) else {
      log.info(
        firstByte == 0x16 ? "TLS is not available yet" : "unknown protocol",
        metadata: ["byte": "\(firstByte)", "id": "\(peer.id.rawValue)"])
      return close(peer, .badProtocol)
    }
    if let refusal = peer.refusal {
      peer.connection.enqueue(refusal.frame(for: kind))
      return close(peer, refusal.closeCode)
    }
    let limit = min(Limits.frameBeforeRegister, options.frameLimit)
    peer.decoder = FrameDecoder(kind: kind, limit: limit)
    router.connect(peer.id, speaking: kind)
  }

  /// Routes every whole frame; answers whether there was one.
  private func serve(_ bytes: Span<UInt8>, of peer: Peer, at now: Int64) -> Bool {
    var hasCompleted = false
    var position = 0
    do {
      while peer.closeCode == nil {
        if !peer.isInsideFrame {
          if relay(bytes, from: &position, of: peer, at: now) > 0 { hasCompleted = true }
          if position == bytes.count { break }
        }
        let place = try peer.decoder?.next(in: bytes, from: &position)
        peer.isInsideFrame = place == nil
        guard let place else { break }
        hasCompleted = true
        serve(place, in: bytes, of: peer, at: now)
      }
    } catch {
      deliver(router.refuse(error, from: peer.id, at: now))
    }
    return hasCompleted
  }

  private func serve(
    _ place: FramePlace, in bytes: Span<UInt8>, of peer: Peer, at now: Int64
  ) {
    switch place {
    case .arrived(let body): route(bytes.extracting(body), from: peer, at: now)
    case .joined(let frame, let bodyStart):
      var position = 0
      guard relay(frame.span, from: &position, of: peer, at: now) == 0 else { return }
      route(frame.span.extracting(bodyStart..<frame.count), from: peer, at: now)
    }
  }

  private func route(_ body: Span<UInt8>, from peer: Peer, at now: Int64) {
    do throws(MessageError) {
      if peer.decoder?.kind == .legacy {
        let message = try LegacyMessage.parse(body)
        deliver(router.receive(message, from: peer.id, at: now))
      } else {
        let message = try Message.parse(body)
        deliver(router.receive(message, from: peer.id, at: now))
      }
    } catch {
      deliver(router.refuse(error, from: peer.id, at: now))
    }
    if peer.dialect == nil { noteRegistration(of: peer) }
  }

  /// From its registration on a client may send longer frames, and one of version 2 is pinged.
  private func noteRegistration(of peer: Peer) {
    guard let dialect = router.dialect(of: peer.id) else { return }
    peer.dialect = dialect
    peer.name = router.name(of: peer.id)
    peer.decoder?.limit = options.frameLimit
    watchDeadlines(of: peer)
    log.info(
      "registered",
      metadata: [
        "dialect": "\(dialect)", "id": "\(peer.id.rawValue)", "peer": "\(peer.endpoint)",
        "user": "\(peer.name ?? "-")",
      ])
  }
}
