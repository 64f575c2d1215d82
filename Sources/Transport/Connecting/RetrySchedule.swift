/// When a lost connection is tried again.
///
/// After 0.5 s, doubling to 30 s, each time shifted by up to a quarter so that the clients of one router
/// do not all come at once. The delay starts anew only after a connection that lasted, so that a router which
/// lets everybody in and drops them is not stormed. What the router asked for is waited for, within reason.
package struct RetrySchedule {
  package static let firstDelay = Duration.milliseconds(500)
  package static let longestDelay = Duration.seconds(30)
  /// The longest wait that a router may ask for.
  package static let longestAskedDelay = Duration.seconds(300)
  /// How long a connection lasts until the one before it is forgotten.
  package static let lastingTime = Duration.seconds(30)
  /// The least time between two attempts, however much a person hurries.
  package static let leastInterval = Duration.seconds(2)

  private var delay = RetrySchedule.firstDelay
  private var lastAttempt = MonotonicTime(nanoseconds: .min)
  private var cameIn: MonotonicTime?
  /// Until when the router asked to be left alone.
  private var askedUntil = MonotonicTime(nanoseconds: .min)

  package init() {}

  /// An attempt begins.
  package mutating func began(at now: MonotonicTime) {
    lastAttempt = now
  }

  /// The router let this program in.
  package mutating func succeeded(at now: MonotonicTime) {
    cameIn = now
  }

  /// The connection is lost, or there was none.
  ///
  /// - Parameters:
  ///   - now: When.
  ///   - asked: How long the router asked to be left alone.
  /// - Returns: When to try again.
  package mutating func failed(at now: MonotonicTime, asked: Duration?) -> MonotonicTime {
    if let cameIn, now - cameIn >= RetrySchedule.lastingTime { delay = RetrySchedule.firstDelay }
    cameIn = nil
    let own = now + delay * Double.random(in: 0.75...1.25)
    delay = min(delay * 2, RetrySchedule.longestDelay)
    askedUntil = now + min(asked ?? .zero, RetrySchedule.longestAskedDelay)
    return max(own, askedUntil)
  }

  /// When to try for a person who is waiting for it: soon, but never against the router's wish.
  package func soonest(at now: MonotonicTime) -> MonotonicTime {
    max(now, lastAttempt + RetrySchedule.leastInterval, askedUntil)
  }
}
