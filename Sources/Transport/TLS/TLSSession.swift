internal import COpenSSL
internal import Framing

/// One side of one TLS connection: bytes in, bytes out, plain text in and out, and no socket.
///
///     take(bytes) ──> OpenSSL ──> plain text        encrypt(plain) ──> OpenSSL ──> output
///
/// What came is taken in whole each time: OpenSSL itself keeps the part of a record that is not all there, and a
/// buffer only while there is one. OpenSSL's queue of errors is one for the thread, so it is emptied before each call;
/// what was not would be taken for this connection's.
@safe final class TLSSession {
  /// What one call of `take` brought.
  struct Taken {
    /// The handshake ended with this.
    var hasBecomeSecure = false
    /// How many bytes of plain text were put into the buffer.
    var count = 0
    /// The other side has said that it sends nothing more.
    var hasEnded = false
    /// Why nothing can be taken any more; `output` then tells the other side.
    var failure: TLSFailure?
  }

  /// The most plain text that fits into one record (RFC 8446 §5.1).
  static let recordLimit = 16_384

  /// What is to be written to the other side.
  var output = OutboundQueue()
  /// Whether the handshake is over and went well.
  private(set) var isSecure = false
  /// The key of the other side; nil where it showed none, or has not proved yet that it has it.
  var peerPin: Pin? { isSecure ? shownPin : nil }

  private let context: TLSContext
  private let ssl: OpaquePointer
  private var input = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
  private var shownPin: Pin?
  private var isUntrusted = false
  private var hasFailed = false
  private var hasSaidGoodbye = false

  /// The corresponding C functions are `SSL_new` and `SSL_set_bio`.
  init(_ context: TLSContext) throws(TLSFailure) {
    ERR_clear_error()
    guard let ssl = unsafe SSL_new(context.pointer) else {
      throw .latest(inHandshake: true)
    }
    unsafe self.ssl = ssl
    self.context = context
    guard let bio = unsafe context.wire.make(for: self) else {
      throw .latest(inHandshake: true)
    }
    unsafe SSL_set_bio(ssl, bio, bio)
    unsafe SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque())
    if context.isServer {
      unsafe SSL_set_accept_state(ssl)
    } else {
      unsafe SSL_set_connect_state(ssl)
    }
  }

  deinit {
    unsafe SSL_free(ssl)
  }

  /// Whether a part of a record is waiting for its rest.
  ///
  /// The corresponding C function is `SSL_has_pending`.
  var isInsideRecord: Bool { unsafe SSL_has_pending(ssl) == 1 }

  // MARK: Receiving

  /// Takes what came, goes on with the handshake, and decrypts.
  ///
  /// - Parameters:
  ///   - bytes: What came; nothing makes a client begin.
  ///   - plain: Where the plain text goes. A record, and as much as `bytes`, fits in.
  /// - Returns: What that brought.
  func take(
    _ bytes: UnsafeRawBufferPointer, into plain: UnsafeMutableRawBufferPointer
  ) -> Taken {
    var taken = Taken()
    guard !hasFailed else { return taken }
    unsafe input = bytes
    defer { unsafe input = UnsafeRawBufferPointer(start: nil, count: 0) }
    do throws(TLSFailure) {
      if !isSecure {
        guard try handshake() else { return taken }
        taken.hasBecomeSecure = true
      }
      try unsafe readAll(into: plain, &taken)
    } catch {
      taken.failure = error
    }
    return taken
  }

  /// Decrypts until more must come first: `poll` knows nothing of what OpenSSL has read already.
  private func readAll(
    into plain: UnsafeMutableRawBufferPointer, _ taken: inout Taken
  ) throws(TLSFailure) {
    while taken.count < plain.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: plain[taken.count...])
      guard let count = try unsafe read(into: rest) else { return }
      guard count > 0 else {
        taken.hasEnded = true
        return
      }
      taken.count += count
    }
  }

  /// Goes on with the handshake as far as what came lets it; answers whether it is over.
  ///
  /// The corresponding C function is `SSL_do_handshake`.
  private func handshake() throws(TLSFailure) -> Bool {
    ERR_clear_error()
    let result = unsafe SSL_do_handshake(ssl)
    if result == 1 {
      isSecure = true
      return true
    }
    guard unsafe SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ else { return false }
    throw failure()
  }

  /// Decrypts at most a record: its length, 0 for the other side's end, nil where more must come first.
  ///
  /// The corresponding C function is `SSL_read`.
  private func read(into plain: UnsafeMutableRawBufferPointer) throws(TLSFailure) -> Int? {
    ERR_clear_error()
    let count = unsafe SSL_read(ssl, plain.baseAddress, Int32(clamping: plain.count))
    guard count <= 0 else { return Int(count) }
    switch unsafe SSL_get_error(ssl, count) {
    case SSL_ERROR_WANT_READ: return nil
    case SSL_ERROR_ZERO_RETURN: return 0
    default: throw failure()
    }
  }

  private func failure() -> TLSFailure {
    let failure = TLSFailure.latest(inHandshake: !isSecure)
    (hasFailed, isSecure) = (true, false)
    if isUntrusted, let shownPin { return .untrusted(shownPin) }
    return failure
  }

  // MARK: Sending

  /// Encrypts plain text, a record at the most and more than nothing, into `output`; answers whether it did.
  ///
  /// The corresponding C function is `SSL_write`.
  func encrypt(_ plain: UnsafeRawBufferPointer) -> Bool {
    guard isSecure, !hasSaidGoodbye, unsafe !plain.isEmpty else { return false }
    ERR_clear_error()
    // The BIO takes all there is, so neither reading nor writing is ever waited for.
    let count = unsafe SSL_write(ssl, plain.baseAddress, Int32(clamping: plain.count))
    guard count == plain.count else {
      _ = failure()
      return false
    }
    return true
  }

  /// Says that nothing more will be sent; answers whether that is new.
  ///
  /// The corresponding C function is `SSL_shutdown`, called once: the other side's own end isn't waited for.
  func sayGoodbye() -> Bool {
    guard isSecure, !hasSaidGoodbye else { return false }
    hasSaidGoodbye = true
    ERR_clear_error()
    _ = unsafe SSL_shutdown(ssl)
    return true
  }

  // MARK: What OpenSSL calls

  /// Gives OpenSSL the next of what came.
  func takeInput(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, unsafe input.count)
    guard count > 0 else { return 0 }
    unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
    unsafe input = UnsafeRawBufferPointer(rebasing: input[count...])
    return count
  }

  /// Takes what OpenSSL wants to be sent.
  func putOutput(_ bytes: UnsafeRawBufferPointer) {
    unsafe output.append(bytes.assumingMemoryBound(to: UInt8.self).span)
  }

  /// Judges the certificate of the other side: 1 to go on, 0 to end it.
  ///
  /// A router takes any: the proof that the other side has the key comes later, and what the key may do is up to
  /// the registration. The corresponding C function is the callback of `SSL_CTX_set_cert_verify_callback`.
  static func judge(_ chain: OpaquePointer?, _: UnsafeMutableRawPointer?) -> Int32 {
    guard let chain = unsafe chain,
      let ssl = unsafe X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()),
      let data = unsafe SSL_get_ex_data(OpaquePointer(ssl), 0),
      let certificate = unsafe X509_STORE_CTX_get0_cert(chain),
      let pin = unsafe Pin(ofCertificate: certificate)
    else { return 0 }
    let session = unsafe Unmanaged<TLSSession>.fromOpaque(data).takeUnretainedValue()
    session.shownPin = pin
    guard session.context.isServer || session.context.verdict(pin) else {
      session.isUntrusted = true
      unsafe X509_STORE_CTX_set_error(chain, X509_V_ERR_CERT_UNTRUSTED)
      return 0
    }
    return 1
  }
}
