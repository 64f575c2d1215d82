internal import COpenSSL

/// Private keys between PEM and OpenSSL, as PKCS #8 (RFC 5958).
enum PrivateKey {
  /// How often a passphrase is hashed before it encrypts (OWASP's number for PBKDF2 with SHA-256, 2023).
  private static let rounds: Int32 = 600_000
  /// A file from elsewhere decides how long its reading takes; this is about a second.
  private static let mostRounds = 2_000_000

  /// Takes the key out of a file that holds it as it is.
  ///
  /// The corresponding C function is `d2i_AutoPrivateKey`.
  static func plain(in blocks: [PEM.Block]) throws(IdentityError) -> OpaquePointer {
    guard let block = blocks.first(where: { $0.name.hasSuffix("PRIVATE KEY") }) else {
      throw .noKey
    }
    guard !block.isEncryptedOldWay, block.name != "ENCRYPTED PRIVATE KEY" else {
      throw .wantsPassphrase
    }
    ERR_clear_error()
    let key = unsafe block.bytes.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      return unsafe d2i_AutoPrivateKey(nil, &next, buffer.count)
    }
    guard let key = unsafe key else { throw .unusable(TLSFailure.latestWords()) }
    return unsafe key
  }

  /// Writes a key as it is.
  ///
  /// The corresponding C function is `i2d_PKCS8_PRIV_KEY_INFO`.
  static func pem(of key: OpaquePointer) throws(IdentityError) -> [UInt8] {
    ERR_clear_error()
    guard let information = unsafe EVP_PKEY2PKCS8(key) else {
      throw .unusable(TLSFailure.latestWords())
    }
    defer { unsafe PKCS8_PRIV_KEY_INFO_free(information) }
    var bytes = unsafe encoded { unsafe i2d_PKCS8_PRIV_KEY_INFO(information, $0) }
    defer { TLSIdentity.wipe(&bytes) }
    return PEM.text("PRIVATE KEY", bytes)
  }

  // MARK: With a passphrase

  /// Takes the key out of a file that a passphrase protects.
  ///
  /// The corresponding C function is `PKCS8_decrypt`.
  static func decrypted(
    in blocks: [PEM.Block], passphrase: String
  ) throws(IdentityError) -> OpaquePointer {
    guard let block = blocks.first(where: { $0.name == "ENCRYPTED PRIVATE KEY" }) else {
      throw .noKey
    }
    let box = unsafe block.bytes.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      return unsafe d2i_X509_SIG(nil, &next, buffer.count)
    }
    guard let box = unsafe box else { throw .wrongPassphrase }
    defer { unsafe X509_SIG_free(box) }
    var algorithm: UnsafePointer<X509_ALGOR>?
    unsafe X509_SIG_get0(box, &algorithm, nil)
    guard let algorithm = unsafe algorithm,
      unsafe (1...mostRounds).contains(banter_passphrase_rounds(algorithm))
    else { throw .unknownEncryption }
    return try unsafe open(box, passphrase)
  }

  private static func open(
    _ box: OpaquePointer, _ passphrase: String
  ) throws(IdentityError) -> OpaquePointer {
    let count = Int32(clamping: passphrase.utf8.count)
    guard let information = unsafe PKCS8_decrypt(box, passphrase, count) else {
      ERR_clear_error()
      throw .wrongPassphrase
    }
    defer { unsafe PKCS8_PRIV_KEY_INFO_free(information) }
    guard let key = unsafe EVP_PKCS82PKEY(information) else {
      ERR_clear_error()
      throw .wrongPassphrase
    }
    return unsafe key
  }

  /// Writes a key so that it takes the passphrase to read it: PBES2 with PBKDF2 and AES-256 (RFC 8018).
  ///
  /// The corresponding C function is `PKCS8_encrypt`.
  static func encryptedPEM(
    of key: OpaquePointer, passphrase: String
  ) throws(IdentityError) -> [UInt8] {
    ERR_clear_error()
    guard let information = unsafe EVP_PKEY2PKCS8(key) else {
      throw .unusable(TLSFailure.latestWords())
    }
    defer { unsafe PKCS8_PRIV_KEY_INFO_free(information) }
    let count = Int32(clamping: passphrase.utf8.count)
    let box = unsafe PKCS8_encrypt(
      -1, EVP_aes_256_cbc(), passphrase, count, nil, 0, rounds, information)
    guard let box = unsafe box else { throw .unusable(TLSFailure.latestWords()) }
    defer { unsafe X509_SIG_free(box) }
    return PEM.text("ENCRYPTED PRIVATE KEY", unsafe encoded { unsafe i2d_X509_SIG(box, $0) })
  }

  /// What an `i2d_` function writes, which is asked for the length first.
  private static func encoded(
    _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
  ) -> [UInt8] {
    let size = Int(write(nil))
    guard size > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var next = buffer.baseAddress
      count = unsafe max(0, Int(write(&next)))
    }
  }
}
