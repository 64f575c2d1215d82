/// What is kept of a secret that somebody else has: its SHA-256.
package struct SecretHash: Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether it is of the same secret, in a time that tells nothing of how far the two agree.
  package func matches(_ other: SecretHash) -> Bool {
    guard bytes.count == other.bytes.count else { return false }
    var difference: UInt8 = 0
    for index in bytes.indices { difference |= bytes[index] ^ other.bytes[index] }
    return difference == 0
  }
}
