package import Framing

/// A right to join that was given to somebody as a link.
package struct Admittance: Sendable {
  package let id: Int64
  package let hash: SecretHash
  /// The name that it is for, and kept for it; nil for any.
  package let name: Name?
  /// How often it can still be used.
  package var uses: Int64
  /// Until when, in milliseconds since 1970; nil for ever.
  package let expires: Int64?

  package init(id: Int64, hash: SecretHash, name: Name?, uses: Int64, expires: Int64?) {
    (self.id, self.hash, self.name) = (id, hash, name)
    (self.uses, self.expires) = (uses, expires)
  }

  /// Whether it is still good.
  package func isGood(at now: Int64) -> Bool { uses > 0 && (expires ?? .max) > now }
}
