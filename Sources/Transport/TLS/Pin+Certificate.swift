internal import COpenSSL
internal import Framing

extension Pin {
  /// The fingerprint of the key that a certificate is for; nil where it has none.
  ///
  /// The corresponding C functions are `i2d_X509_PUBKEY` and `SHA256`.
  init?(ofCertificate certificate: OpaquePointer) {
    var encoded: UnsafeMutablePointer<UInt8>?
    let count = unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded)
    guard count > 0, let bytes = unsafe encoded else { return nil }
    defer { unsafe CRYPTO_free(bytes, #file, #line) }
    self.init(Digest.sha256(unsafe UnsafeBufferPointer(start: bytes, count: Int(count)).span))
  }
}
