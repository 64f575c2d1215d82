package import Framing

/// What changes in who may have which name, to be kept.
package enum AccessChange: Sendable {
  /// A name belongs to a key from now on, or to one more.
  case bound(Name, Pin, at: Int64)
  /// A name belongs to nobody any more.
  case unbound(Name)
  case invited(Admittance)
  /// An invitation has been used, once more.
  case used(id: Int64)
  case banned(Ban)
  case unbanned(Ban)
}
