/// Somebody who has registered once, whatever the spelling; above 0, and never used again for another.
package struct UserID: Hashable, Sendable {
  package let rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }
}
