import Foundation

/// Numbers that a `Double` cannot hold.
enum NumberRange {
  /// The same JSON text with each number outside of strings replaced by 0 where Foundation may refuse it.
  static func withinDouble(_ text: String) -> String {
    var result: [UInt8] = []
    var digits: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for byte in text.utf8 {
      if !isInString, "+-.0123456789eE".utf8.contains(byte), !digits.isEmpty || isStart(byte) {
        digits.append(byte)
        continue
      }
      result += replacement(of: digits)
      digits = []
      result.append(byte)
      if isInString {
        isInString = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      } else {
        isInString = byte == UInt8(ascii: "\"")
      }
    }
    return String(decoding: result + replacement(of: digits), as: UTF8.self)
  }

  private static func isStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// `0` for a number of the grammar whose value is infinite or too small, else the number as it is.
  private static func replacement(of digits: [UInt8]) -> [UInt8] {
    let text = String(decoding: digits, as: UTF8.self)
    let grammar = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?$"
    guard text.range(of: grammar, options: .regularExpression) != nil else { return digits }
    guard let value = Double(text), value.isFinite, value != 0 else { return Array("0".utf8) }
    return digits
  }
}
