internal import COpenSSL

/// The blocks of a PEM file (RFC 7468): `-----BEGIN NAME-----`, base64, `-----END NAME-----`.
///
/// OpenSSL's own readers of keys ask the terminal for a passphrase where they want one; taking the blocks one by
/// one and knowing each by its name, nothing here ever asks.
struct PEM {
  struct Block {
    let name: String
    /// Whether lines before the base64 say that it is encrypted, in the way that RFC 7468 left behind.
    let isEncryptedOldWay: Bool
    /// The contents, in DER.
    let bytes: [UInt8]
  }

  /// More than anybody's chain of certificates.
  private static let blockLimit = 16

  /// Reads the blocks; what stands between them is passed over.
  ///
  /// The corresponding C function is `PEM_read_bio`.
  static func blocks(in bytes: [UInt8]) -> [Block] {
    guard let bio = unsafe BIO_new_mem_buf(bytes, Int32(clamping: bytes.count)) else { return [] }
    defer { unsafe BIO_free_all(bio) }
    var blocks: [Block] = []
    while blocks.count < blockLimit, let block = unsafe next(in: bio) { blocks.append(block) }
    ERR_clear_error()
    return blocks
  }

  private static func next(in bio: OpaquePointer) -> Block? {
    var name: UnsafeMutablePointer<CChar>?
    var header: UnsafeMutablePointer<CChar>?
    var contents: UnsafeMutablePointer<UInt8>?
    var count = 0
    guard unsafe PEM_read_bio(bio, &name, &header, &contents, &count) == 1 else { return nil }
    defer {
      unsafe CRYPTO_free(name, #file, #line)
      unsafe CRYPTO_free(header, #file, #line)
      unsafe CRYPTO_clear_free(contents, count, #file, #line)
    }
    guard let name = unsafe name, let header = unsafe header, let contents = unsafe contents else {
      return nil
    }
    return unsafe Block(
      name: String(cString: name), isEncryptedOldWay: header.pointee != 0,
      bytes: Array(UnsafeBufferPointer(start: contents, count: count)))
  }

  /// Writes a block.
  ///
  /// The corresponding C function is `PEM_write_bio`.
  static func text(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    guard let bio = unsafe BIO_new(BIO_s_secmem()) else { return [] }
    defer { unsafe BIO_free_all(bio) }
    guard unsafe PEM_write_bio(bio, name, "", bytes, bytes.count) > 0 else { return [] }
    let size = unsafe BIO_ctrl_pending(bio)
    return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Int(unsafe BIO_read(bio, buffer.baseAddress, Int32(clamping: size))))
    }
  }
}
