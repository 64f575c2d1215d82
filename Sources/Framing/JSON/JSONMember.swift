/// One key of an object and where its value is.
struct JSONMember {
  let key: JSONString
  let value: Range<Int>

  /// Up to this many keys are compared each with each, which is quicker than hashing them.
  private static let fewKeys = 8

  /// The first member whose key was there before; near linear in the number of members.
  static func firstRepeated(of members: [JSONMember], in bytes: Span<UInt8>) -> JSONMember? {
    guard members.count > fewKeys else { return firstRepeated(ofFew: members, in: bytes) }
    var seen: Set<[UInt8]> = []
    seen.reserveCapacity(members.count)
    for member in members where !seen.insert(member.key.unescaped(in: bytes)).inserted {
      return member
    }
    return nil
  }

  private static func firstRepeated(
    ofFew members: [JSONMember], in bytes: Span<UInt8>
  ) -> JSONMember? {
    for (index, member) in members.enumerated() {
      for earlier in members[..<index] where areEqual(earlier.key, member.key, in: bytes) {
        return member
      }
    }
    return nil
  }

  private static func areEqual(_ a: JSONString, _ b: JSONString, in bytes: Span<UInt8>) -> Bool {
    if a.hasEscapes || b.hasEscapes { return a.unescaped(in: bytes) == b.unescaped(in: bytes) }
    guard a.content.count == b.content.count else { return false }
    return zip(a.content, b.content).allSatisfy { bytes[$0] == bytes[$1] }
  }
}
