/// Where a value of a checked body is, and what is known of it without reading it again.
struct JSONValue {
  private let start: UInt32
  private let end: UInt32

  /// The escapes in it, where it is a string; nil for any other value.
  let escapes: JSONString.Escapes?

  init(range: Range<Int>, escapes: JSONString.Escapes? = nil) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    end = UInt32(truncatingIfNeeded: range.upperBound)
    self.escapes = escapes
  }

  /// The whole value, a string with its quotes.
  var range: Range<Int> { Int(start)..<Int(end) }

  /// The string that it is, or nil.
  var string: JSONString? {
    escapes.map { JSONString(content: Int(start) + 1..<Int(end) - 1, escapes: $0) }
  }
}
