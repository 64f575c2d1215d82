package import Framing

/// Why the key that a router shows is not trusted.
package enum RouterDoubt: Hashable, Sendable {
  /// The router was never met.
  case new(Pin)
  /// It has had another key so far.
  case changed(known: Pin, shown: Pin)
  /// The invitation names another key.
  case notAsInvited(Pin)

  /// The key that it shows.
  package var shown: Pin {
    switch self {
    case .new(let pin), .changed(_, let pin), .notAsInvited(let pin): pin
    }
  }
}
