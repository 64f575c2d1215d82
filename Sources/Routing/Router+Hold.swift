import Framing

/// Keeps the order of what a client says while its messages can't be kept.
///
/// A client may send the next messages before it hears that one was refused. Were they taken, then what it sends
/// again would come after them. So a client of version 2 is pinged after each such refusal, and until it has answered
/// all these pings what it says is refused too: what it sends after its answers it sends in the knowledge of all that
/// was refused.
extension Router {
  /// What tells these pings from those that look for signs of life, which have the time.
  private static let token: Int64 = 0

  /// Whether a client has not heard yet that something it said was refused.
  func isHeld(_ id: SessionID) -> Bool { !holds.isEmpty && holds[id] != nil }

  /// Asks a client that was refused something whether it has heard that.
  mutating func hold(_ id: SessionID) -> [Delivery] {
    guard dialect(of: id) == .version2, isListening(to: id) else { return [] }
    holds[id, default: 0] += 1
    return [.send(.message(.ping(Self.token)), to: [id])]
  }

  /// Refuses what a client says while it is held.
  mutating func refuseHeld(_ chat: Chat, from id: SessionID) -> [Delivery] {
    let text = Wording.storageUnavailable()
    return [tell(id, .storageUnavailable, text, to: chat.to, re: chat.cid)] + hold(id)
  }

  /// A client has answered a ping.
  mutating func hasAnswered(_ token: Int64, _ id: SessionID) {
    guard token == Self.token, let count = holds[id] else { return }
    holds[id] = count > 1 ? count - 1 : nil
  }
}
