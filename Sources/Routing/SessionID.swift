/// One connection, as the router knows it; never used again for another.
package struct SessionID: Hashable, Sendable {
  package let rawValue: UInt64

  /// Where its session stands in tables; used again once the session has been disconnected.
  package let slot: UInt32

  /// Names a connection; without a `slot` of its own it has one that no other small number has.
  package init(rawValue: UInt64, slot: UInt32? = nil) {
    self.rawValue = rawValue
    self.slot = slot ?? UInt32(truncatingIfNeeded: rawValue)
  }

  package static func == (a: SessionID, b: SessionID) -> Bool { a.rawValue == b.rawValue }
  package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
