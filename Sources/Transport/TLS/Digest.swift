internal import COpenSSL

/// Hashes, random numbers and comparisons, as secrets want them.
package enum Digest {
  /// SHA-256 of some bytes.
  ///
  /// The corresponding C function is `SHA256`.
  package static func sha256(_ bytes: Span<UInt8>) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { digest, count in
      unsafe bytes.withUnsafeBufferPointer { source in
        _ = unsafe SHA256(source.baseAddress, source.count, digest.baseAddress)
      }
      count = Int(SHA256_DIGEST_LENGTH)
    }
  }

  /// Whether two byte strings are the same, in a time that tells nothing of where they differ.
  ///
  /// The corresponding C function is `CRYPTO_memcmp`.
  package static func isSame(_ left: [UInt8], as right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe CRYPTO_memcmp(left, right, left.count) == 0
  }
}
