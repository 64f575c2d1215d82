/// One key of an object and where its value is.
struct JSONMember {
  let key: JSONString
  let value: JSONValue

  /// The first eight bytes of the key: almost every comparison of keys ends here.
  let word: UInt64

  @inline(__always)
  init(key: JSONString, value: JSONValue, in bytes: Span<UInt8>) {
    self.key = key
    self.value = value
    word = bytes.word(at: key.content.lowerBound, count: key.content.count)
  }

  private init() {
    key = JSONString(content: 0..<0)
    value = JSONValue(range: 0..<0)
    word = 0
  }

  /// What stands in a place that holds no member.
  static var none: JSONMember { JSONMember() }

  /// Whether two keys without escapes, whose first eight bytes are known to be equal, are equal.
  @inline(__always)
  static func haveEqualKeys(_ a: JSONMember, _ b: JSONMember, in bytes: Span<UInt8>) -> Bool {
    guard a.key.escapes == .none, a.key.content.count == b.key.content.count else { return false }
    return a.key.content.count <= 8
      || bytes.extracting(a.key.content).holdsSameBytes(as: bytes.extracting(b.key.content))
  }
}
