internal import Framing
internal import Logging
internal import Transport

/// The log of who was turned away: the first at once, what follows in one line a second with its number.
///
/// Who storms the door decides how many they are, and must not decide how much is written to the disk.
final class TurnedAway {
  private static let interval = Duration.seconds(1)

  var log: Logger
  private let loop: EventLoop
  private var counts: [CloseCode: Int] = [:]
  private var latest = ""
  private var pause: (error: String, clients: Int)?
  private var timer: TimerID?

  init(log: Logger, loop: EventLoop) {
    (self.log, self.loop) = (log, loop)
  }

  /// Takes note of a connection that was closed without having been let in.
  func add(_ code: CloseCode, _ peer: String) {
    counts[code, default: 0] += 1
    latest = peer
    write()
  }

  /// Takes note that accepting pauses, as it may ten times a second.
  func pause(because error: String, clients: Int) {
    pause = (error, clients)
    write()
  }

  /// Writes what has not been written yet.
  func flush() {
    if let timer { loop.cancel(timer) }
    timer = nil
    write()
  }

  private func write() {
    guard timer == nil, pause != nil || !counts.isEmpty else { return }
    if let pause {
      let closed = CloseCode.tooManyConnections
      let reason = ["error": pause.error, "clients": "\(pause.clients)"]
      log.error(
        "accepting pauses",
        metadata: Self.metadata(reason.merging(fields(of: closed)) { $1 }))
      counts[closed] = nil
    }
    for code in counts.keys { log.info("closed", metadata: Self.metadata(fields(of: code))) }
    (counts, pause) = ([:], nil)
    timer = loop.schedule(after: Self.interval) { [self] in flush() }
  }

  private func fields(of code: CloseCode) -> [String: String] {
    guard let count = counts[code] else { return [:] }
    return count == 1
      ? ["code": code.rawValue, "peer": latest] : ["code": code.rawValue, "count": "\(count)"]
  }

  private static func metadata(_ fields: [String: String]) -> Logger.Metadata {
    fields.mapValues { .string($0) }
  }
}
