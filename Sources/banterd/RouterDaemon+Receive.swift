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
    if peer.decoder == nil, !begin(peer, with: bytes) { return }
    peer.gate?.received(bytes.count, at: loop.now)
    serveAll(bytes, from: peer)
  }

  /// Routes what has come from a client, as far as its rate lets it.
  func serveAll(_ bytes: Span<UInt8>, from peer: Peer) {
    let hasCompleted = serve(bytes, of: peer, at: EventLoop.wallClockMilliseconds())
    guard peer.closeCode == nil, !throttle(peer) else { return }
    watchUnfinishedFrame(of: peer, hasCompleted: hasCompleted)
  }

  /// Looks at what the first byte shows; answers whether these bytes are frames of a client that is served.
  private func begin(_ peer: Peer, with bytes: Span<UInt8>) -> Bool {
    switch FirstByte.kind(of: bytes[0]) {
    case .frames(let kind):
      if peer.refusal == nil, !admission.takesPlaintext(from: peer.endpoint) {
        peer.refusal = .inTheClear
      }
      guard let refusal = peer.refusal else {
        begin(peer, speaking: kind)
        return true
      }
      close(peer, refusal.closeCode, lastWords: refusal.frame(for: kind))
    case .tls:
      guard let refusal = peer.refusal else {
        secure(peer, first: bytes)
        return false
      }
      close(peer, refusal.closeCode, lastWords: Self.refusalInTLS)
    case .nothing:
      log.info(
        "unknown protocol", metadata: ["byte": "\(bytes[0])", "id": "\(peer.id.rawValue)"])
      close(peer, .badProtocol)
    }
    return false
  }

  /// Begins to read a client's frames.
  func begin(_ peer: Peer, speaking kind: FrameKind) {
    let limit = min(Limits.frameBeforeRegister, options.frameLimit)
    peer.decoder = FrameDecoder(kind: kind, limit: limit)
    router.connect(peer.id, speaking: kind, isNear: peer.endpoint.isLoopback)
  }

  /// Routes every whole frame that the rate admits; answers whether there was one.
  private func serve(_ bytes: Span<UInt8>, of peer: Peer, at now: Int64) -> Bool {
    var hasCompleted = false
    var position = 0
    do {
      while peer.closeCode == nil {
        if peer.gate == nil, !peer.isInsideFrame {
          let count = relay(bytes, from: &position, of: peer, at: now)
          statistics.messagesReceived += count
          hasCompleted = hasCompleted || count > 0
          if position == bytes.count { break }
        }
        guard try serveNext(in: bytes, from: &position, of: peer, at: now) else { break }
        hasCompleted = true
      }
    } catch {
      deliver(router.refuse(error, from: peer.id, at: now))
    }
    return hasCompleted
  }

  /// Routes what is held of a client, the message that its rate kept back and what is in its decoder.
  func serveHeld(of peer: Peer, at now: Int64) {
    var position = 0
    do {
      while peer.closeCode == nil,
        try serveNext(in: Span(), from: &position, of: peer, at: now)
      {}
    } catch {
      deliver(router.refuse(error, from: peer.id, at: now))
    }
  }

  /// Routes one frame; answers false where there is none, or none that the rate admits.
  private func serveNext(
    in bytes: Span<UInt8>, from position: inout Int, of peer: Peer, at now: Int64
  ) throws(FramingError) -> Bool {
    guard let place = try peer.nextFrame(in: bytes, from: &position) else { return false }
    guard peer.gate?.admitsMessage(at: loop.now) ?? true else {
      peer.hold(place, of: bytes, and: position)
      return false
    }
    statistics.messagesReceived += 1
    switch place {
    case .arrived(let body): route(bytes.extracting(body), from: peer, at: now)
    case .joined(let body): route(body.span, from: peer, at: now)
    }
    return true
  }

  private func route(_ body: Span<UInt8>, from peer: Peer, at now: Int64) {
    if relay(body: body, of: peer, at: now) { return }
    do throws(MessageError) {
      if peer.decoder?.kind == .legacy {
        route(try LegacyMessage.parse(body), from: peer, at: now)
      } else {
        let message = try Message.parse(body, knowsLog: peer.dialect != .version1)
        route(message, from: peer, at: now)
      }
    } catch {
      deliver(router.refuse(error, from: peer.id, at: now))
    }
    if peer.dialect == nil { noteRegistration(of: peer) }
  }

  private func route(_ message: Message, from peer: Peer, at now: Int64) {
    switch message {
    case .register(let registration) where peer.dialect == nil:
      register(registration, of: peer, at: now) {
        router.receive(message, from: peer.id, at: now)
      }
    case .link where peer.dialect == .version2: link(peer, at: now)
    case .askKeys(let user) where peer.dialect == .version2: tellKeys(of: user, to: peer)
    case _ where answer(message, from: peer, at: now): break
    default: deliver(router.receive(message, from: peer.id, at: now))
    }
  }

  private func route(_ message: LegacyMessage, from peer: Peer, at now: Int64) {
    guard peer.dialect == nil, case .username(let name) = message else {
      return deliver(router.receive(message, from: peer.id, at: now))
    }
    register(Registration(username: name), of: peer, at: now) {
      router.receive(message, from: peer.id, at: now)
    }
  }

  /// From its registration on a client may send longer frames, and one of version 2 is pinged.
  private func noteRegistration(of peer: Peer) {
    guard let dialect = router.dialect(of: peer.id) else { return }
    peer.dialect = dialect
    admission.registered(&peer.ticket)
    peer.name = router.name(of: peer.id)
    peer.user = router.user(of: peer.id)
    peer.decoder?.limit = options.frameLimit
    watchDeadlines(of: peer)
    beginTail(of: peer)
    log.info(
      "registered",
      metadata: [
        "dialect": "\(dialect)", "id": "\(peer.id.rawValue)", "peer": "\(peer.endpoint)",
        "tls": peer.isEncrypted ? "yes" : "no", "user": "\(peer.name ?? "-")",
      ])
  }
}
