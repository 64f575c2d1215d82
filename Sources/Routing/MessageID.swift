/// The `id` of a message: on the wire 16 hexadecimal digits, which sort in the order of sending.
///
///     | 44 bits: milliseconds since 1970 | 20 bits: a counter |
package struct MessageID: Hashable, Sendable {
  let rawValue: UInt64

  /// The digits as text.
  var text: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Appends the digits.
  func write(to bytes: inout [UInt8]) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: rawValue >> UInt64(shift)) & 0xF
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
  }
}
