internal import COpenSSL

extension TLSFailure {
  /// The reasons of alerts that came are the numbers of RFC 8446 §6 and this (SSL_AD_REASON_OFFSET).
  private static let alerts: ClosedRange<Int32> = 1_000...1_255

  /// Reads the first error of OpenSSL's queue: what went wrong, before all that followed from it.
  ///
  /// The corresponding C function is `ERR_get_error`.
  static func latest(inHandshake: Bool) -> TLSFailure {
    let code = ERR_get_error()
    switch ERR_GET_REASON(code) {
    case SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_BAD_RECORD_TYPE,
      SSL_R_PACKET_LENGTH_TOO_LONG:
      return inHandshake ? .notTLS : .broken(words(of: code))
    case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION: return .oldVersion
    case alerts: return .alert(words(of: code))
    default: return .broken(words(of: code))
    }
  }

  /// OpenSSL's words for the first error of its queue.
  static func latestWords() -> String { words(of: ERR_get_error()) }

  /// The corresponding C function is `ERR_reason_error_string`.
  private static func words(of code: UInt) -> String {
    guard let words = unsafe ERR_reason_error_string(code) else { return "error \(code)" }
    return unsafe String(cString: words)
  }
}
