internal import Framing
internal import Logging
internal import Routing
internal import Transport

extension RouterDaemon {
  /// Takes what came from a client.
  func receive(_ bytes: Span<UInt8>, from peer: Peer) {
    guard peer.closeCode == nil, !bytes.isEmpty else { return }
    statistics.bytesReceived += bytes.count
    peer.pongDeadline = nil
    statistics.bytesReceived += bytes.count
    if peer.decoder == nil { begin(peer, firstByte: bytes[0]) }
    guard peer.closeCode == nil else { return }
    peer.gate?.received(bytes.count, at: loop.now)
    peer.decoder?.append(bytes)
    serveAll(from: peer)
  }

  /// Routes what has come from a client, as far as its rate lets it.
  func serveAll(from peer: Peer) {
    let hasCompleted = serve(peer, at: EventLoop.wallClockMilliseconds())
    guard peer.closeCode == nil, !throttle(peer) else { return }
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
  private func serve(_ peer: Peer, at now: Int64) -> Bool {
    var hasCompleted = false
    do {
      while peer.closeCode == nil, let body = try peer.nextBody() {
        guard peer.gate?.admitsMessage(at: loop.now) ?? true else {
          peer.heldBody = body
          break
        }
        peer.heldBody = nil
        hasCompleted = true
        statistics.messagesReceived += 1
        route(body.span, from: peer, at: now)
      }
    } catch {
      deliver(router.refuse(error, from: peer.id, at: now))
    }
    return hasCompleted
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
    admission.registered(&peer.ticket)
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
