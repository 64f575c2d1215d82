internal import Framing
internal import Logging
internal import Routing
internal import Transport

extension RouterDaemon {
  /// The shortest time for which a socket is not read: a timer for less costs more than it saves.
  private static let leastDelay = Duration.milliseconds(5)

  /// Stops reading a client that is over its rate, for as long as it takes; answers whether it is.
  ///
  /// What it has sent already waits: one message here, a read's worth in its decoder, the rest in the
  /// kernel and then at the client, by TCP's own means.
  func throttle(_ peer: Peer) -> Bool {
    guard let gate = peer.gate else { return false }
    let delay = gate.delay(isMessageWaiting: peer.heldBody != nil)
    guard delay > .zero else { return false }
    let wait = max(delay, Self.leastDelay)
    peer.connection.pauseReading()
    // Its silence is our doing, and so is the rest of a frame that does not come.
    peer.frameDeadline = nil
    peer.pongDeadline = nil
    peer.throttle = loop.schedule(after: wait) { [self] in readAgain(peer) }
    if peer.gate?.mustTell() ?? false { tellRate(peer, wait) }
    return true
  }

  private func readAgain(_ peer: Peer) {
    peer.throttle = nil
    guard peer.closeCode == nil else { return }
    peer.gate?.received(0, at: loop.now)
    serveAll(Span(), from: peer)
    guard peer.closeCode == nil, peer.throttle == nil else { return }
    peer.connection.resumeReading()
    watchDeadlines(of: peer)
  }

  /// Routes what a client had sent when it went, though its rate had not let it through yet.
  ///
  /// It is one read's worth at the most, and nobody is left who could send it again.
  func serveRest(of peer: Peer) {
    guard peer.heldBody != nil else { return }
    peer.gate = nil
    serveHeld(of: peer, at: EventLoop.wallClockMilliseconds())
  }

  private func tellRate(_ peer: Peer, _ wait: Duration) {
    statistics.rateLimited += 1
    let milliseconds = Int64((wait / .milliseconds(1)).rounded(.up))
    deliver(router.tellRateLimited(peer.id, retryMilliseconds: milliseconds))
    log.debug(
      "over its rate",
      metadata: ["id": "\(peer.id.rawValue)", "user": "\(peer.name ?? "-")"])
  }
}
