internal import Transport

/// Tells when nobody has touched the display for a while, and when somebody is back.
///
/// While somebody is there it looks as seldom as can be: no sooner than the time could be up.
final class IdleWatch {
  private(set) var isIdle = false
  /// Somebody has gone (true) or is back (false).
  var onChange: ((Bool) -> Void)?

  /// How often it looks whether somebody is back: at least twice in the time that makes one away.
  private var patience: Duration { min(.seconds(3), limit / 2) }

  private let limit: Duration
  private let loop: EventLoop
  private let idleTime: () -> Duration?
  private var timer: TimerID?

  /// Begins to watch.
  ///
  /// - Parameters:
  ///   - limit: How long nobody must have touched anything.
  ///   - loop: Its timers are used.
  ///   - idleTime: How long that is now; nil, where nobody knows, ends the watching.
  init(after limit: Duration, on loop: EventLoop, idleTime: @escaping () -> Duration?) {
    self.limit = limit
    self.loop = loop
    self.idleTime = idleTime
    look(after: limit)
  }

  func stop() {
    if let timer { loop.cancel(timer) }
    timer = nil
  }

  /// Where the resource `awayAfter` says nothing.
  static let usualLimit = Duration.seconds(600)

  /// What the resource `awayAfter` says, in seconds; nil where it is no such number.
  static func limit(resource: String) -> Duration? {
    Int(resource).flatMap { (0...86_400 * 365).contains($0) ? .seconds($0) : nil }
  }

  private func look(after wait: Duration) {
    timer = loop.schedule(after: wait) { [unowned self] in look() }
  }

  private func look() {
    timer = nil
    guard let idle = idleTime() else { return }
    let isIdleNow = idle >= limit
    look(after: isIdleNow ? patience : max(limit - idle, .milliseconds(100)))
    guard isIdleNow != isIdle else { return }
    isIdle = isIdleNow
    onChange?(isIdle)
  }
}
