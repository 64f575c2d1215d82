internal import Logging
internal import Transport

extension RouterDaemon {
  /// What is opened once, at the start.
  private static let fixed: Set = ["listen", "metrics", "state", "in-memory"]

  /// Reads the configuration anew, and the key: all of it is taken, or none.
  func reload() {
    service?.isReloading()
    defer { service?.isReady() }
    do {
      let new = try configuration.readAnew()
      key = try RouterKey(new.command.security, in: state)
      take(new)
      statistics.reloadsTaken += 1
    } catch {
      statistics.reloadsRefused += 1
      log.error(
        "configuration refused, the one before still holds",
        metadata: ["reason": "\(error)"])
    }
  }

  /// Limits of a client hold for who connects from now on: the others were told theirs in `welcome`.
  private func take(_ new: Configuration) {
    let changes = new.changes(since: configuration)
    configuration = new
    take(new.command.options)
    keeper.setJoining(new.command.security.join)
    log.logLevel = new.command.logLevel
    turnedAway.log.logLevel = new.command.logLevel
    log.notice(
      "configuration read anew",
      metadata: [
        "changed": "\(changes.isEmpty ? "-" : changes.joined(separator: ","))",
        "file": "\(new.file?.path ?? "-")",
      ])
    let waiting = changes.filter(Self.fixed.contains)
    guard !waiting.isEmpty else { return }
    log.warning(
      "some changes wait for a restart", metadata: ["keys": "\(waiting.joined(separator: ","))"])
  }
}
