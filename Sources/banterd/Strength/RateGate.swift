internal import Transport

/// Holds one client to its rate: says when it may be read again; nothing of it is dropped.
///
/// A message is served when there is a token for it, and else waits. Bytes are counted when they
/// have come, so a long message is taken whole and paid for afterwards.
struct RateGate {
  private var messages: TokenBucket?
  private var bytes: TokenBucket?

  /// Whether the client has been told that it is over its rate; it is told again only after it has
  /// been quiet for long enough to have its whole burst back.
  private var wasTold = false

  /// The gate of a client; nil where there is no limit.
  init?(_ limit: RateLimit, at now: MonotonicTime) {
    guard limit.messages != nil || limit.bytes != nil else { return nil }
    messages = limit.messages.map {
      TokenBucket(rate: Double($0), capacity: Double(limit.burst), at: now)
    }
    bytes = limit.bytes.map { TokenBucket(rate: Double($0), capacity: Double($0), at: now) }
  }

  /// Takes note of what came.
  mutating func received(_ count: Int, at now: MonotonicTime) {
    messages?.refill(at: now)
    bytes?.refill(at: now)
    if messages?.isFull ?? true, bytes?.isFull ?? true { wasTold = false }
    bytes?.overdraw(count)
  }

  /// Whether one more message may be served now; it is paid for then.
  mutating func admitsMessage(at now: MonotonicTime) -> Bool {
    messages?.refill(at: now)
    return messages?.takeOne() ?? true
  }

  /// How long the client must not be read.
  ///
  /// - Parameter isMessageWaiting: Whether a message of it was not admitted.
  /// - Returns: The time, zero where it may be read now.
  func delay(isMessageWaiting: Bool) -> Duration {
    let forMessage = isMessageWaiting ? messages?.wait(for: 1) ?? .zero : .zero
    return max(forMessage, bytes?.wait(for: 0) ?? .zero)
  }

  /// Answers true once in each stretch of time in which the client is over its rate.
  mutating func mustTell() -> Bool {
    defer { wasTold = true }
    return !wasTold
  }
}
