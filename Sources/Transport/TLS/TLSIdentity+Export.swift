internal import COpenSSL

extension TLSIdentity {
  /// OpenSSL's name for P-256.
  private static let curve = "prime256v1"

  /// The key as a file for another machine, which takes the passphrase to read.
  ///
  /// It is a PEM file of PKCS #8, `ENCRYPTED PRIVATE KEY`, which `openssl pkcs8` reads too. The certificate
  /// isn't in it: another is made where the key is imported, and the pin is the same.
  ///
  /// - Parameter passphrase: Not empty; how good it is, is up to who asks for it.
  /// - Returns: The file's bytes.
  /// - Throws: `IdentityError`.
  package func exported(passphrase: String) throws(IdentityError) -> [UInt8] {
    guard !passphrase.isEmpty else { throw .wrongPassphrase }
    return try unsafe PrivateKey.encryptedPEM(of: key, passphrase: passphrase)
  }

  /// Writes what `exported` makes to a file, mode 0600; one that is there stays, and that is an error.
  package func export(to path: String, passphrase: String) throws(IdentityError) {
    let bytes = try exported(passphrase: passphrase)
    do {
      try PrivateFile.write(bytes, to: path, isReplacing: false)
    } catch {
      throw .cannotWrite(path, error)
    }
  }

  /// Reads a file that `export` wrote.
  package static func imported(
    from path: String, passphrase: String
  ) throws(IdentityError) -> TLSIdentity {
    try imported(contents(of: path).bytes, passphrase: passphrase)
  }

  /// Reads what `exported` wrote.
  ///
  /// - Parameters:
  ///   - bytes: The file's.
  ///   - passphrase: The one that it was exported with.
  /// - Returns: The same identity, with a new certificate.
  /// - Throws: `IdentityError`; `.wrongPassphrase` is a damaged file too.
  package static func imported(
    _ bytes: [UInt8], passphrase: String
  ) throws(IdentityError) -> TLSIdentity {
    let key = try unsafe PrivateKey.decrypted(in: PEM.blocks(in: bytes), passphrase: passphrase)
    guard unsafe isForPeople(key) else {
      unsafe EVP_PKEY_free(key)
      throw .unusable("it is neither of the curve P-256 nor Ed25519")
    }
    return try unsafe certified(adopting: key)
  }

  /// The corresponding C functions are `EVP_PKEY_is_a` and `EVP_PKEY_get_group_name`.
  private static func isForPeople(_ key: OpaquePointer) -> Bool {
    if unsafe EVP_PKEY_is_a(key, "ED25519") == 1 { return true }
    guard unsafe EVP_PKEY_is_a(key, "EC") == 1 else { return false }
    var name = [CChar](repeating: 0, count: 32)
    var count = 0
    guard unsafe EVP_PKEY_get_group_name(key, &name, name.count, &count) == 1 else { return false }
    return name.prefix { $0 != 0 }.elementsEqual(curve.utf8.lazy.map { CChar(bitPattern: $0) })
  }
}
