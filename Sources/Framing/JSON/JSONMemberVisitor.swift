/// What hears of the members of an object, in order, while the scanner passes them.
///
/// Keys must differ: the visitor keeps what it needs to tell.
protocol JSONMemberVisitor {
  mutating func visit(_ member: JSONMember, in bytes: Span<UInt8>)

  /// A member whose key was there before, or nil; asked once behind the last one.
  func firstRepeated(in bytes: Span<UInt8>) -> JSONMember?
}
