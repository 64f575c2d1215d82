internal import Logging
internal import Routing
internal import Transport

extension RouterDaemon {
  /// How often the manager is told how many clients there are.
  private static let statusInterval = Duration.seconds(10)

  /// Tells the service manager, where there is one, that all is up, and from then on that it lives.
  func reportToService() {
    guard let service else { return }
    service.isReady()
    reportStatus()
    if let interval = service.watchdogInterval { feedWatchdog(every: interval / 2) }
  }

  /// From the loop's own timer: a loop that hangs gives no sign of life, and the manager starts it anew.
  private func feedWatchdog(every interval: Duration) {
    service?.isAlive()
    loop.schedule(after: interval) { [self] in feedWatchdog(every: interval) }
  }

  private func reportStatus() {
    let clients = peers.count == 1 ? "1 client" : "\(peers.count) clients"
    let words = "\(clients), \(router.registeredCount) signed in"
    if words != lastStatus { service?.tell(words) }
    lastStatus = words
    loop.schedule(after: Self.statusInterval) { [self] in reportStatus() }
  }
}
