/// One connection, as the router knows it; never used again for another.
package struct SessionID: Hashable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }
}
