/// Picks the fields of a chat out of an object; all that it takes is in registers or on the stack.
struct ChatVisitor: JSONMemberVisitor {
  enum Field: Int { case to, type, from, msg, cid }

  /// The keys looked for, as `Span.word` reads them.
  private enum Word {
    static let to: UInt64 = 0x6F74
    static let type: UInt64 = 0x6570_7974
    static let from: UInt64 = 0x6D6F_7266
    static let msg: UInt64 = 0x67_736D
    static let cid: UInt64 = 0x64_6963
  }

  private var values = InlineArray<5, JSONValue>(repeating: JSONValue(range: 0..<0))

  /// A bit for each field that was there.
  private var seen: UInt8 = 0

  /// Whether there was a key of the client's own, which is ignored.
  private var hasOther = false

  /// Whether there was what this does not look at: a key twice or with escapes, or a second one of the
  /// client's own, which might be the same as the first.
  private(set) var isUncommon = false

  @inline(__always)
  init() {}

  /// The value of a field; nil where it was not there.
  subscript(field: Field) -> JSONValue? {
    @inline(__always)
    get { seen & Self.bit(of: field) == 0 ? nil : values[field.rawValue] }
  }

  @inline(__always)
  private static func bit(of field: Field) -> UInt8 { 1 << UInt8(field.rawValue) }

  @inline(__always)
  func fieldAhead(at position: Int, in bytes: Span<UInt8>) -> (field: Field, length: Int)? {
    guard position <= bytes.count &- 8 else { return nil }
    let word = bytes.word(at: position)
    if Self.begins(word, with: Word.type, count: 4) { return (.type, 7) }
    if Self.begins(word, with: Word.to, count: 2) { return (.to, 5) }
    if Self.begins(word, with: Word.from, count: 4) { return (.from, 7) }
    if Self.begins(word, with: Word.msg, count: 3) { return (.msg, 6) }
    if Self.begins(word, with: Word.cid, count: 3) { return (.cid, 6) }
    return nil
  }

  /// Whether a word begins with a quote, the `count` bytes of a key, a quote and a colon.
  @inline(__always)
  private static func begins(_ word: UInt64, with key: UInt64, count: UInt64) -> Bool {
    let wanted = 0x22 | key << 8 | 0x3A22 << (8 &* count &+ 8)
    return word & (~0 >> (40 &- 8 &* count)) == wanted
  }

  @inline(__always)
  mutating func visit(_ field: Field, _ value: JSONValue) {
    let bit = Self.bit(of: field)
    if seen & bit != 0 { isUncommon = true }
    seen |= bit
    values[field.rawValue] = value
  }

  @inline(__always)
  mutating func visit(_ member: JSONMember, in bytes: Span<UInt8>) {
    guard member.key.escapes == .none else { return isUncommon = true }
    switch (member.word, member.key.content.count) {
    case (Word.type, 4): visit(.type, member.value)
    case (Word.to, 2): visit(.to, member.value)
    case (Word.from, 4): visit(.from, member.value)
    case (Word.msg, 3): visit(.msg, member.value)
    case (Word.cid, 3): visit(.cid, member.value)
    default:
      isUncommon = isUncommon || hasOther
      hasOther = true
    }
  }

  func firstRepeated(in bytes: Span<UInt8>) -> JSONMember? { nil }
}
