internal import Transport

/// How much of the loop's time lists of users may take, so that what people say overtakes them.
///
/// With ten thousand people who are sent lists, one list for each is nearly a gigabyte. So the time that lists take is
/// paid from a purse: it fills by a share of the time that passes, a small one while people talk, all of it while
/// nobody does, and holds enough for a small house to be told at once.
struct UserListPace {
  /// What the purse holds at most: lists to about two thousand people.
  static let purse = Duration.milliseconds(50)
  /// The longest that lists keep the loop from anything else while people talk.
  static let longestStep = Duration.microseconds(250)
  /// The longest while nobody talks.
  static let longestStepInSilence = Duration.microseconds(500)
  /// Less is not worth the while of a turn that comes anyway.
  static let leastStep = Duration.microseconds(50)
  /// After so long a silence nobody talks.
  private static let silence = Duration.milliseconds(50)

  private var left = UserListPace.purse
  private var filledAt: MonotonicTime
  private var talkedAt: MonotonicTime

  init(at now: MonotonicTime) {
    (filledAt, talkedAt) = (now, now)
  }

  /// Lets the time pass.
  ///
  /// - Parameters:
  ///   - now: What time it is.
  ///   - isTalking: Whether anybody has said anything since the last call.
  mutating func pass(to now: MonotonicTime, isTalking: Bool) {
    if isTalking { talkedAt = now }
    left = min(Self.purse, left + (now - filledAt) / share(at: now))
    filledAt = now
  }

  /// How long lists may be sent now; nil where that must wait.
  var step: Duration? {
    guard left >= Self.leastStep else { return nil }
    return min(left, isSilent(at: filledAt) ? Self.longestStepInSilence : Self.longestStep)
  }

  /// Pays for a step.
  mutating func spend(_ time: Duration) { left -= time }

  /// How long it takes until there is enough to wake up for.
  var wait: Duration { max(.zero, Self.longestStep - left) * share(at: filledAt) }

  /// One part in how many: 1 % of the time while people talk, else all of it.
  ///
  /// One list for each of ten thousand is 0.3 s of work. What is over before they talk doesn't disturb them.
  private func share(at now: MonotonicTime) -> Int {
    isSilent(at: now) ? 1 : 100
  }

  private func isSilent(at now: MonotonicTime) -> Bool {
    now - talkedAt >= Self.silence
  }
}
