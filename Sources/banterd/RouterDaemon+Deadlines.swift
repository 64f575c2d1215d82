internal import Framing
internal import Routing
internal import Transport

extension RouterDaemon {
  /// Starts the clock for a frame that has come in part; each whole frame starts it anew.
  func watchUnfinishedFrame(of peer: Peer, hasCompleted: Bool) {
    guard peer.isInsideFrame else {
      peer.frameDeadline = nil
      return
    }
    guard hasCompleted || peer.frameDeadline == nil else { return }
    peer.frameDeadline = loop.now + options.frameTimeout
    watchDeadlines(of: peer)
  }

  /// Sees that the client is looked at no later than at its nearest deadline.
  func watchDeadlines(of peer: Peer) {
    guard peer.closeCode == nil, let deadline = nearestDeadline(of: peer) else { return }
    if let checkTime = peer.checkTime, checkTime <= deadline { return }
    if let check = peer.check { loop.cancel(check) }
    peer.checkTime = deadline
    peer.check = loop.schedule(after: deadline - MonotonicTime.now()) { [self] in
      (peer.check, peer.checkTime) = (nil, nil)
      checkDeadlines(of: peer)
    }
  }

  private func nearestDeadline(of peer: Peer) -> MonotonicTime? {
    [
      peer.dialect == nil ? peer.registerDeadline : nil, peer.frameDeadline,
      silenceDeadline(of: peer), stallDeadline(of: peer),
    ].compactMap { $0 }.min()
  }

  /// When a client of version 2 is to be pinged, or given up; the others know no ping.
  private func silenceDeadline(of peer: Peer) -> MonotonicTime? {
    guard peer.dialect == .version2, peer.throttle == nil else { return nil }
    return peer.pongDeadline ?? peer.connection.lastReceived + options.pingAfter
  }

  private func checkDeadlines(of peer: Peer) {
    guard peer.closeCode == nil else { return }
    let now = MonotonicTime.now()
    if peer.dialect == nil, peer.registerDeadline <= now {
      return giveUp(peer, .registerTimeout)
    }
    if let deadline = peer.frameDeadline, deadline <= now { return giveUp(peer, .protocolError) }
    if let deadline = stallDeadline(of: peer), deadline <= now { return giveUpReader(peer) }
    if let deadline = silenceDeadline(of: peer), deadline <= now {
      guard peer.pongDeadline == nil else { return giveUp(peer, .idleTimeout) }
      peer.pongDeadline = now + options.pingTimeout
      let ping = Message.ping(EventLoop.wallClockMilliseconds())
      deliver([.send(.message(ping), to: [peer.id])])
    }
    watchDeadlines(of: peer)
  }

  /// Closes a client that took too long, after telling it as far as its language is known.
  ///
  /// The others hear at once that it has gone: its last words may take their time to leave.
  private func giveUp(_ peer: Peer, _ code: CloseCode) {
    if let refusal = peer.refusal {
      return close(peer, refusal.closeCode, lastWords: refusal.frame(afterFirstByte: nil))
    }
    deliver(router.giveUp(peer.id, code, at: EventLoop.wallClockMilliseconds()))
    close(peer, code)
  }
}
