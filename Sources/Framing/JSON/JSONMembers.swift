/// The members of one object; up to eight of them need no memory of their own.
struct JSONMembers {
  private static let fewKeys = 8
  private var few = InlineArray<8, JSONMember>(repeating: .none)
  private var more: [JSONMember] = []
  private var fewCount = 0

  var count: Int { fewCount + more.count }

  subscript(index: Int) -> JSONMember {
    @inline(__always)
    get { index < Self.fewKeys ? few[index] : more[index - Self.fewKeys] }
  }

  mutating func append(_ member: JSONMember) {
    if fewCount < Self.fewKeys {
      few[fewCount] = member
      fewCount += 1
    } else {
      more.append(member)
    }
  }

  func first(where matches: (JSONMember) -> Bool) -> JSONMember? {
    for index in 0..<count where matches(self[index]) { return self[index] }
    return nil
  }

  /// The first member whose key was there before; near linear in the number of members.
  func firstRepeated(in bytes: Span<UInt8>) -> JSONMember? {
    guard more.isEmpty else { return firstRepeatedOfMany(in: bytes) }
    for index in 0..<fewCount {
      for earlier in 0..<index
      where JSONMember.haveEqualKeys(few[earlier], few[index], in: bytes) {
        return few[index]
      }
    }
    return nil
  }

  private func firstRepeatedOfMany(in bytes: Span<UInt8>) -> JSONMember? {
    var seen: Set<[UInt8]> = []
    seen.reserveCapacity(count)
    for index in 0..<count
    where !seen.insert(self[index].key.unescaped(in: bytes)).inserted {
      return self[index]
    }
    return nil
  }
}
