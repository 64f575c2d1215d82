internal import COpenSSL

/// Hashes.
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
}
