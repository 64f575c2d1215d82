/// Picks the fields of a chat out of an object; all that it takes is in registers or on the stack.
struct ChatVisitor: JSONMemberVisitor {
  /// The words looked for, as `Span.word` reads them.
  private enum Word {
    static let to: UInt64 = 0x6F74
    static let type: UInt64 = 0x6570_7974
    static let from: UInt64 = 0x6D6F_7266
    static let msg: UInt64 = 0x67_736D
    static let cid: UInt64 = 0x64_6963
  }

  private(set) var type: JSONValue?
  private(set) var to: JSONValue?
  private(set) var from: JSONValue?
  private(set) var msg: JSONValue?
  private(set) var cid: JSONValue?

  /// Whether there was a key of the client's own, which is ignored.
  private var hasOther = false

  /// Whether there was what this does not look at: a key twice or with escapes, or a second one of the
  /// client's own, which might be the same as the first.
  private(set) var isUncommon = false

  @inline(__always)
  mutating func visit(_ member: JSONMember, in bytes: Span<UInt8>) {
    guard member.key.escapes == .none else { return isUncommon = true }
    switch (member.word, member.key.content.count) {
    case (Word.type, 4): isUncommon = Self.set(&type, to: member.value) || isUncommon
    case (Word.to, 2): isUncommon = Self.set(&to, to: member.value) || isUncommon
    case (Word.from, 4): isUncommon = Self.set(&from, to: member.value) || isUncommon
    case (Word.msg, 3): isUncommon = Self.set(&msg, to: member.value) || isUncommon
    case (Word.cid, 3): isUncommon = Self.set(&cid, to: member.value) || isUncommon
    default:
      isUncommon = isUncommon || hasOther
      hasOther = true
    }
  }

  func firstRepeated(in bytes: Span<UInt8>) -> JSONMember? { nil }

  /// Answers whether the field was there before.
  @inline(__always)
  private static func set(_ field: inout JSONValue?, to value: JSONValue) -> Bool {
    defer { field = value }
    return field != nil
  }
}
