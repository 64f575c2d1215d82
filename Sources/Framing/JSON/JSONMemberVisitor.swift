/// What hears of the members of an object, in order, while the scanner passes them.
///
/// Keys must differ: the visitor keeps what it needs to tell.
protocol JSONMemberVisitor {
  /// A field that it knows.
  associatedtype Field

  /// The field whose key stands at `position` as `"key":`, and how long that is; nil where it is none that is known.
  ///
  /// Nearly every key is found so, with one comparison; all others are scanned.
  func fieldAhead(at position: Int, in bytes: Span<UInt8>) -> (field: Field, length: Int)?

  mutating func visit(_ field: Field, _ value: JSONValue)

  mutating func visit(_ member: JSONMember, in bytes: Span<UInt8>)

  /// A member whose key was there before, or nil; asked once behind the last one.
  func firstRepeated(in bytes: Span<UInt8>) -> JSONMember?
}

/// A visitor that knows no field beforehand.
extension JSONMemberVisitor where Field == Never {
  @inline(__always)
  func fieldAhead(at position: Int, in bytes: Span<UInt8>) -> (field: Never, length: Int)? { nil }

  mutating func visit(_ field: Never, _ value: JSONValue) {}
}
