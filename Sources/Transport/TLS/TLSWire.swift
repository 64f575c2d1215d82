internal import COpenSSL

/// The BIO through which OpenSSL reads and writes memory, in place of `BIO_s_mem`.
///
/// That one copies what comes and what goes once more, and keeps the most that it ever held: 64 KiB for each
/// connection that once was busy. This one reads from the bytes that the session was just given, and writes
/// into the session's queue.
@safe final class TLSWire {
  private let method: OpaquePointer

  /// Nil where OpenSSL has no memory.
  ///
  /// The corresponding C function is `BIO_meth_new`.
  init?() {
    let type = BIO_get_new_index() | BIO_TYPE_SOURCE_SINK
    guard let method = unsafe BIO_meth_new(type, "banter") else { return nil }
    unsafe self.method = method
    unsafe BIO_meth_set_read(method) { bio, buffer, count in
      guard let bio = unsafe bio, let buffer = unsafe buffer,
        let session = unsafe TLSWire.session(of: bio)
      else { return -1 }
      unsafe banter_no_retry(bio)
      let taken = unsafe session.takeInput(
        UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
      if taken == 0 { unsafe banter_retry_read(bio) }
      return taken == 0 ? -1 : Int32(taken)
    }
    unsafe BIO_meth_set_write(method) { bio, bytes, count in
      guard let bio = unsafe bio, let bytes = unsafe bytes,
        let session = unsafe TLSWire.session(of: bio)
      else { return -1 }
      unsafe banter_no_retry(bio)
      unsafe session.putOutput(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      return count
    }
    // All it is ever asked for in earnest is to flush, which there is nothing to do for.
    unsafe BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
  }

  deinit {
    unsafe BIO_meth_free(method)
  }

  /// Makes a BIO for a session, which must outlive it; nil where there is no memory.
  ///
  /// The corresponding C function is `BIO_new`.
  func make(for session: TLSSession) -> OpaquePointer? {
    guard let bio = unsafe BIO_new(method) else { return nil }
    unsafe BIO_set_data(bio, Unmanaged.passUnretained(session).toOpaque())
    unsafe BIO_set_init(bio, 1)
    return unsafe bio
  }

  private static func session(of bio: OpaquePointer) -> TLSSession? {
    unsafe BIO_get_data(bio).map {
      unsafe Unmanaged<TLSSession>.fromOpaque($0).takeUnretainedValue()
    }
  }
}
