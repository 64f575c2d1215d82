/// The members of one object; up to eight of them need no memory of their own.
struct JSONMembers: JSONMemberVisitor {
  typealias Field = Never

  private static let fewKeys = 8
  private var few = InlineArray<8, JSONMember>(repeating: .none)
  private var more: [JSONMember] = []
  private(set) var count = 0

  /// The first member whose key was seen before, of those compared so far.
  private var repeated: JSONMember?

  /// Whether all keys are to be compared again: escapes hide which are equal, and many are compared by hashes.
  private var needsComparison = false

  subscript(index: Int) -> JSONMember {
    @inline(__always)
    get { index < Self.fewKeys ? few[index] : more[index - Self.fewKeys] }
  }

  @inline(__always)
  mutating func visit(_ member: JSONMember, in bytes: Span<UInt8>) {
    guard count < Self.fewKeys, member.key.escapes == .none else { return appendUncommon(member) }
    for index in 0..<count where few[index].word == member.word {
      if repeated == nil, JSONMember.haveEqualKeys(few[index], member, in: bytes) {
        repeated = member
      }
    }
    few[count] = member
    count &+= 1
  }

  private mutating func appendUncommon(_ member: JSONMember) {
    needsComparison = true
    if count < Self.fewKeys { few[count] = member } else { more.append(member) }
    count += 1
  }

  func first(where matches: (JSONMember) -> Bool) -> JSONMember? {
    for index in 0..<count where matches(self[index]) { return self[index] }
    return nil
  }

  /// The first member whose key was there before; near linear in the number of members.
  @inline(__always)
  func firstRepeated(in bytes: Span<UInt8>) -> JSONMember? {
    needsComparison ? firstRepeatedOfAll(in: bytes) : repeated
  }

  private func firstRepeatedOfAll(in bytes: Span<UInt8>) -> JSONMember? {
    var seen: Set<[UInt8]> = []
    seen.reserveCapacity(count)
    for index in 0..<count
    where !seen.insert(self[index].key.unescaped(in: bytes)).inserted {
      return self[index]
    }
    return nil
  }
}
