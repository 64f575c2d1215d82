/// Where a string of a checked body is: the bytes between its quotes.
struct JSONString {
  /// How a string is written.
  enum Escapes: UInt8 {
    /// Each byte stands for itself.
    case none
    /// With escapes, but only where and as `JSONWriter` writes them: the bytes may be sent on as they are.
    case canonical
    /// With escapes that could have been written otherwise.
    case free
  }

  private let start: UInt32
  private let end: UInt32
  let escapes: Escapes

  init(content: Range<Int>, escapes: Escapes = .none) {
    start = UInt32(truncatingIfNeeded: content.lowerBound)
    end = UInt32(truncatingIfNeeded: content.upperBound)
    self.escapes = escapes
  }

  var content: Range<Int> { Int(start)..<Int(end) }
  var hasEscapes: Bool { escapes != .none }

  /// The text that it stands for.
  func text(in bytes: Span<UInt8>) -> String {
    guard !hasEscapes else { return String(decoding: unescaped(in: bytes), as: UTF8.self) }
    guard let utf8 = try? UTF8Span(validating: bytes.extracting(content)) else { return "" }
    return String(copying: utf8)
  }

  /// The text that a literal, with its quotes, stands for; it must be one that was checked.
  static func text(of literal: Span<UInt8>) -> String {
    let content = JSONString(content: 1..<literal.count - 1, escapes: .free)
    return content.text(in: literal)
  }

  /// Whether it stands for `word`.
  func equals(_ word: String, in bytes: Span<UInt8>) -> Bool {
    if hasEscapes { return unescaped(in: bytes).elementsEqual(word.utf8) }
    guard content.count == word.utf8.count else { return false }
    return zip(content, word.utf8).allSatisfy { bytes[$0] == $1 }
  }

  /// The bytes of UTF-8 that it stands for.
  func unescaped(in bytes: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var position = content.lowerBound
    while position < content.upperBound {
      if bytes[position] == UInt8(ascii: "\\") {
        Self.appendEscape(at: &position, of: bytes, to: &result)
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return result
  }

  /// The value of one hexadecimal digit, or nil.
  static func hexadecimalDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  private static func appendEscape(
    at position: inout Int, of bytes: Span<UInt8>, to result: inout [UInt8]
  ) {
    let letter = bytes[position + 1]
    position += 2
    switch letter {
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = scalar(at: &position, of: bytes)
      result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: result.append(letter)
    }
  }

  /// The scalar whose four digits, or the two times four of its surrogates, begin at `position`.
  private static func scalar(at position: inout Int, of bytes: Span<UInt8>) -> Unicode.Scalar {
    let first = unit(at: &position, of: bytes)
    guard UTF16.isLeadSurrogate(first) else {
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    position += 2
    return UTF16.decode(UTF16.EncodedScalar([first, unit(at: &position, of: bytes)]))
  }

  private static func unit(at position: inout Int, of bytes: Span<UInt8>) -> UInt16 {
    var unit: UInt16 = 0
    for index in position..<position + 4 {
      unit = unit << 4 | (hexadecimalDigit(bytes[index]) ?? 0)
    }
    position += 4
    return unit
  }
}
