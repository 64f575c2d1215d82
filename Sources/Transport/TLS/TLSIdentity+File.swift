internal import COpenSSL
internal import struct SystemPackage.Errno

extension TLSIdentity {
  /// The longest file that is read, in bytes.
  private static let fileLimit = 65_536

  /// Reads an identity from a PEM file with the key and the certificate, as `save` writes it.
  ///
  /// - Throws: `IdentityError`; a file that others may read or change is refused.
  package static func load(_ path: String) throws(IdentityError) -> TLSIdentity {
    try load(key: path, certificate: path)
  }

  /// Reads one's own key, and the certificate for it; those of a chain behind it are passed over.
  ///
  /// - Throws: `IdentityError`; a key that others may read or change is refused.
  package static func load(
    key: String, certificate: String
  ) throws(IdentityError) -> TLSIdentity {
    var (secret, isOpenToOthers) = try contents(of: key)
    defer { Self.wipe(&secret) }
    guard !isOpenToOthers else { throw .openToOthers(key) }
    return try parse(
      key: secret, certificate: certificate == key ? secret : contents(of: certificate).bytes)
  }

  /// Reads a key and the certificate for it from PEM.
  package static func parse(
    key: [UInt8], certificate: [UInt8]
  ) throws(IdentityError) -> TLSIdentity {
    let own = PEM.blocks(in: certificate)
    let opened = try unsafe PrivateKey.plain(in: PEM.blocks(in: key))
    guard let block = own.first(where: { $0.name == "CERTIFICATE" }),
      let decoded = unsafe Self.certificate(block.bytes)
    else {
      unsafe EVP_PKEY_free(opened)
      throw .noCertificate
    }
    return try unsafe TLSIdentity(adopting: opened, decoded)
  }

  /// Writes key and certificate to one PEM file, mode 0600: all of it, or nothing.
  ///
  /// - Parameters:
  ///   - path: Where to.
  ///   - isReplacing: Whether a file that is there gives way; else it stays, and that is an error.
  /// - Throws: `IdentityError.cannotWrite`.
  package func save(to path: String, isReplacing: Bool = false) throws(IdentityError) {
    var bytes = try unsafe PrivateKey.pem(of: key)
    defer { Self.wipe(&bytes) }
    bytes += PEM.text("CERTIFICATE", certificateBytes())
    do {
      try PrivateFile.write(bytes, to: path, isReplacing: isReplacing)
    } catch {
      throw .cannotWrite(path, error)
    }
  }

  /// The corresponding C function is `OPENSSL_cleanse`.
  static func wipe(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
  }

  static func contents(
    of path: String
  ) throws(IdentityError) -> (bytes: [UInt8], isOpenToOthers: Bool) {
    do {
      return try PrivateFile.read(path, limit: fileLimit)
    } catch {
      throw .unreadable(path, error)
    }
  }

  /// The corresponding C function is `d2i_X509`.
  private static func certificate(_ bytes: [UInt8]) -> OpaquePointer? {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      return unsafe d2i_X509(nil, &next, buffer.count)
    }
  }

  /// The corresponding C function is `i2d_X509`.
  private func certificateBytes() -> [UInt8] {
    let count = unsafe Int(i2d_X509(certificate, nil))
    guard count > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      var next = buffer.baseAddress
      written = unsafe max(0, Int(i2d_X509(certificate, &next)))
    }
  }
}
