/// Makes the `id` of each message: 16 hexadecimal digits that sort in the order of sending.
///
///     | 44 bits: milliseconds since 1970 | 20 bits: a counter |
///
/// An id is always above the one before, also when the clock is put back or the counter overflows.
struct MessageIDs {
  private var last: UInt64 = 0
  /// How many have been made.
  private(set) var count = 0

  mutating func next(at now: Int64) -> String {
    count += 1
    last = max(last + 1, UInt64(clamping: now) << 20)
    let digits = String(last, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
