internal import Framing
internal import Logging
internal import Routing
internal import Transport

extension RouterDaemon {
  /// How long a slow end takes, and in which part of it the clients are told.
  private static let drainTime = Duration.seconds(30)
  private static let tellingTime = 25.0

  /// The longest time after which a client is told to come back, in milliseconds.
  static let longestRetry: Int64 = 5_000

  /// Lets nobody in any more and tells the clients one after the other, so that they do not all come back at once.
  func drain() {
    guard !isDraining, !isShuttingDown else { return }
    isDraining = true
    log.info("draining", metadata: ["clients": "\(peers.count)"])
    service?.isStopping()
    for listener in listeners { listener.close() }
    guard !peers.isEmpty else { return shutDown() }
    for id in peers.keys {
      loop.schedule(after: .seconds(.random(in: 0..<Self.tellingTime))) { [self] in dismiss(id) }
    }
    loop.schedule(after: Self.drainTime) { [self] in shutDown() }
  }

  private func dismiss(_ id: SessionID) {
    guard let peer = peers[id] else { return }
    let now = EventLoop.wallClockMilliseconds()
    deliver(
      router.dismiss(id, retryMilliseconds: .random(in: 0...Self.longestRetry), at: now))
    close(peer, .serverShutdown)
  }
}
