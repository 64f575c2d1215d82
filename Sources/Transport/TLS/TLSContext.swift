internal import COpenSSL
package import Framing

/// What all TLS connections of one side have in common: the identity, and what is spoken.
///
/// TLS 1.3 and nothing else. No tickets, no cache: each connection shows its key anew, and a client that only writes
/// is not reset for a ticket that it never read. The router asks each client for a certificate and takes any, or
/// none; what that key may do is decided when it registers. A client asks its `verdict` about the router's key
/// as soon as that has come, before its own certificate or anything else is sent.
@safe package final class TLSContext {
  /// Whether a client goes on with a router that has this key.
  package typealias Verdict = (Pin) -> Bool

  /// More than the certificates of anybody's chain, in bytes.
  private static let certificateLimit = 16_384
  /// What a client may sign with: nobody makes the router check a signature that takes long.
  private static let signaturesOfPeople = "ecdsa_secp256r1_sha256:ed25519"
  /// What a router may sign with: one with a certificate of its own can have any kind of key.
  private static let signaturesOfRouters =
    "ecdsa_secp256r1_sha256:ed25519:ecdsa_secp384r1_sha384:rsa_pss_rsae_sha256:rsa_pss_pss_sha256"

  /// What RFC 8446 §9.1 wants of everybody first: it is also the quickest where the processor knows AES.
  private static let ciphers =
    "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384"

  let pointer: OpaquePointer
  let isServer: Bool
  let verdict: Verdict
  let wire: TLSWire

  /// A router's side.
  ///
  /// - Throws: `IdentityError` where OpenSSL can't use the key.
  package static func server(_ identity: TLSIdentity) throws(IdentityError) -> TLSContext {
    try TLSContext(isServer: true, identity, verdict: { _ in true })
  }

  /// A client's side.
  ///
  /// - Parameters:
  ///   - identity: The client's own; nil for one that shows none.
  ///   - verdict: Judges the router's key. Called inside the handshake; where it says no, nothing more is sent.
  /// - Returns: What `Connector` and `Connection.secure` take.
  /// - Throws: `IdentityError` where OpenSSL can't use the key.
  package static func client(
    _ identity: TLSIdentity?, verdict: @escaping Verdict
  ) throws(IdentityError) -> TLSContext {
    try TLSContext(isServer: false, identity, verdict: verdict)
  }

  private init(
    isServer: Bool, _ identity: TLSIdentity?, verdict: @escaping Verdict
  ) throws(IdentityError) {
    ERR_clear_error()
    let method = unsafe isServer ? TLS_server_method() : TLS_client_method()
    guard let pointer = unsafe SSL_CTX_new(method), let wire = TLSWire() else {
      throw .unusable(TLSFailure.latestWords())
    }
    unsafe self.pointer = pointer
    self.isServer = isServer
    self.verdict = verdict
    self.wire = wire
    guard configure(), identity.map(take) ?? true else {
      throw .unusable(TLSFailure.latestWords())
    }
  }

  deinit {
    unsafe SSL_CTX_free(pointer)
  }

  /// The corresponding C functions are `SSL_CTX_set_options`, `SSL_CTX_set_num_tickets` and their like.
  private func configure() -> Bool {
    unsafe banter_release_buffers(pointer)
    unsafe banter_no_session_cache(pointer)
    unsafe banter_limit_certificates(pointer, Self.certificateLimit)
    unsafe banter_set_options(pointer)
    // Any certificate will do (see `judge`), and a client needs none.
    unsafe SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
    unsafe SSL_CTX_set_cert_verify_callback(pointer, { unsafe TLSSession.judge($0, $1) }, nil)
    let signatures = Self.signaturesOfRouters
    return unsafe banter_only_tls13(pointer) == 1 && SSL_CTX_set_num_tickets(pointer, 0) == 1
      && SSL_CTX_set_ciphersuites(pointer, Self.ciphers) == 1
      && banter_set_groups(pointer, "X25519:P-256") == 1
      && banter_set_signatures(pointer, signatures) == 1
      && (!isServer || banter_set_client_signatures(pointer, Self.signaturesOfPeople) == 1)
  }

  private func take(_ identity: TLSIdentity) -> Bool {
    unsafe SSL_CTX_use_certificate(pointer, identity.certificate) == 1
      && SSL_CTX_use_PrivateKey(pointer, identity.key) == 1
  }
}
