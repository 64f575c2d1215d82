/// Makes the `id` of each message.
///
/// An id is always above the one before, also when the clock is put back or the counter overflows.
struct MessageIDs {
  /// The newest of them.
  private(set) var last = MessageID(rawValue: 0)

  /// How many have been made.
  private(set) var count = 0

  /// Goes on behind an id of an earlier run.
  mutating func goOn(after id: MessageID) {
    last = max(last, id)
  }

  mutating func next(at now: Int64) -> MessageID {
    count += 1
    last = MessageID(rawValue: max(last.rawValue + 1, UInt64(clamping: now) << 20))
    return last
  }
}
