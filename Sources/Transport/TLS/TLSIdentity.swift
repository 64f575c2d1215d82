internal import COpenSSL
package import Framing

/// A private key with a certificate for it: what a router, or a person, is known by.
///
/// The certificate is there because TLS wants one; it is signed by its own key, and nobody reads what it says.
/// What counts is the `pin` of the key, which stays the same however often a certificate is made for it.
///
/// - Making: `make`. On disk: `TLSIdentity+File`, PEM, mode 0600. To another machine: `TLSIdentity+Export`.
/// - The key never leaves OpenSSL's memory but for these, and what it was copied to is wiped.
@safe package final class TLSIdentity {
  /// The fingerprint of the public key.
  package let pin: Pin

  let key: OpaquePointer
  let certificate: OpaquePointer

  /// Takes over a key and its certificate, which are freed with it, whatever happens.
  init(adopting key: OpaquePointer, _ certificate: OpaquePointer) throws(IdentityError) {
    guard let pin = unsafe Pin(ofCertificate: certificate) else {
      unsafe EVP_PKEY_free(key)
      unsafe X509_free(certificate)
      throw .unusable("its certificate has no public key")
    }
    unsafe (self.key, self.certificate) = (key, certificate)
    self.pin = pin
    // From here on `deinit` frees them.
    ERR_clear_error()
    guard unsafe X509_check_private_key(certificate, key) == 1 else { throw .notOnePair }
  }

  deinit {
    unsafe EVP_PKEY_free(key)
    unsafe X509_free(certificate)
  }

  /// Makes a new key, and a certificate for it.
  ///
  /// The corresponding C function is `EVP_PKEY_Q_keygen`.
  package static func make(_ type: KeyType = .p256) throws(IdentityError) -> TLSIdentity {
    ERR_clear_error()
    let key = unsafe type == .p256 ? banter_make_p256_key() : banter_make_ed25519_key()
    guard let key = unsafe key else { throw .unusable(TLSFailure.latestWords()) }
    return try unsafe certified(adopting: key)
  }

  /// Makes a certificate for a key that has none.
  static func certified(adopting key: OpaquePointer) throws(IdentityError) -> TLSIdentity {
    guard let certificate = unsafe SelfSignedCertificate.make(for: key) else {
      let words = TLSFailure.latestWords()
      unsafe EVP_PKEY_free(key)
      throw .unusable(words)
    }
    return try unsafe TLSIdentity(adopting: key, certificate)
  }
}
