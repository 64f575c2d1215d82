package import struct SystemPackage.Errno

/// How a connection ended.
package enum ConnectionEnd: Hashable, Sendable {
  /// The other side said all it had to say and closed.
  case endOfStream
  /// The connection broke.
  case reset(Errno)
  /// This side closed it.
  case closedHere
  /// The other side read too slowly: more was queued for it than `queueLimit`.
  case queueFull
  /// It could not be encrypted, or no longer.
  case tls(TLSFailure)
}
