internal import Transport

/// An allowance that refills steadily, on the clock that never jumps.
///
/// It may be overdrawn: what came cannot be sent back, and has to be waited off.
struct TokenBucket {
  private let rate: Double
  private let capacity: Double
  private var tokens: Double
  private var refilled: MonotonicTime

  /// A full bucket.
  ///
  /// - Parameters:
  ///   - rate: Tokens that it gains in a second; above 0.
  ///   - capacity: How many it holds; at least 1.
  ///   - now: The time.
  init(rate: Double, capacity: Double, at now: MonotonicTime) {
    (self.rate, self.capacity) = (rate, capacity)
    tokens = capacity
    refilled = now
  }

  var isFull: Bool { tokens >= capacity }

  /// Adds what was gained since the last time; a time that has been seen already adds nothing.
  mutating func refill(at now: MonotonicTime) {
    guard now > refilled else { return }
    tokens = min(capacity, tokens + rate * ((now - refilled) / .seconds(1)))
    refilled = now
  }

  /// Takes one token where there is one.
  mutating func takeOne() -> Bool {
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }

  /// Takes `count` tokens, also such as there are not.
  mutating func overdraw(_ count: Int) {
    tokens -= Double(count)
  }

  /// How long until it holds `count` tokens; zero where it does.
  func wait(for count: Double) -> Duration {
    tokens >= count ? .zero : .seconds((count - tokens) / rate)
  }
}
