/// The `id` of a message: on the wire 16 hexadecimal digits, which sort in the order of sending.
///
///     | 44 bits: milliseconds since 1970 | 20 bits: a counter |
package struct MessageID: Hashable, Comparable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Reads the digits; nil where they are something else.
  package init?(text: String) {
    guard text.utf8.count == 16, let rawValue = UInt64(text, radix: 16), rawValue <= Int64.max
    else { return nil }
    self.rawValue = rawValue
  }

  package static func < (a: MessageID, b: MessageID) -> Bool { a.rawValue < b.rawValue }

  /// When the message was taken, in milliseconds since 1970.
  package var milliseconds: Int64 { Int64(rawValue >> 20) }

  /// The digits as text.
  package var text: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
