internal import COpenSSL

/// Makes certificates that are signed by the key they are for.
enum SelfSignedCertificate {
  /// A clock that is behind by less than this still takes the certificate for valid.
  private static let grace = -3_600
  private static let tenYears = 10 * 365 * 86_400
  /// Version 3, which counts from 0.
  private static let version = 2

  /// Makes one; nil where OpenSSL has no memory or can't sign.
  ///
  /// The corresponding C functions are `X509_new` and `X509_sign`.
  static func make(for key: OpaquePointer) -> OpaquePointer? {
    guard let certificate = unsafe X509_new() else { return nil }
    guard unsafe fill(certificate, key) else {
      unsafe X509_free(certificate)
      return nil
    }
    return unsafe certificate
  }

  private static func fill(_ certificate: OpaquePointer, _ key: OpaquePointer) -> Bool {
    guard unsafe X509_set_version(certificate, version) == 1, unsafe number(certificate),
      unsafe X509_gmtime_adj(X509_getm_notBefore(certificate), grace) != nil,
      unsafe X509_gmtime_adj(X509_getm_notAfter(certificate), tenYears) != nil,
      unsafe X509_set_pubkey(certificate, key) == 1,
      let name = unsafe X509_get_subject_name(certificate),
      unsafe X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, "banter", -1, -1, 0) == 1,
      unsafe X509_set_issuer_name(certificate, name) == 1
    else { return false }
    // Ed25519 hashes by itself.
    let digest = unsafe EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 ? nil : EVP_sha256()
    return unsafe X509_sign(certificate, key, digest) > 0
  }

  /// Gives it a random serial number, which is above 0 and has 20 octets at the most (RFC 5280 §4.1.2.2).
  private static func number(_ certificate: OpaquePointer) -> Bool {
    let number = Int64.random(in: 1 ... .max)
    return unsafe ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate), number) == 1
  }
}
