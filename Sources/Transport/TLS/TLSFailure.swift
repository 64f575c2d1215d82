package import Framing

/// Why a connection is not, or no longer, encrypted.
package enum TLSFailure: Error, Hashable, Sendable {
  /// What the other side sent is not TLS at all.
  case notTLS
  /// The other side speaks only versions before 1.3.
  case oldVersion
  /// The handshake was not over in time.
  case timedOut
  /// A record began and its end did not come in time.
  case recordTimedOut
  /// The other side closed before the handshake was over.
  case endedEarly
  /// The other side's key is one that this side was told not to trust.
  case untrusted(Pin)
  /// The other side ended it, with this alert of RFC 8446 §6.
  case alert(String)
  /// Anything else, in OpenSSL's words.
  case broken(String)
}

extension TLSFailure: CustomStringConvertible {
  /// What happened, for a person.
  package var description: String {
    switch self {
    case .notTLS: "the other side does not speak TLS"
    case .oldVersion: "the other side speaks only versions of TLS before 1.3"
    case .timedOut: "the TLS handshake took too long"
    case .recordTimedOut: "a part of a TLS record came, and the rest did not"
    case .endedEarly: "the other side closed during the TLS handshake"
    case .untrusted(let pin): "the key of the other side is not trusted: \(pin)"
    case .alert(let reason): "the other side refused: \(reason)"
    case .broken(let reason): "TLS failed: \(reason)"
    }
  }
}
