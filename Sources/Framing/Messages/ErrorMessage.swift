/// `error`: what was wrong, once for a person and once for a program.
package struct ErrorMessage: Hashable, Sendable {
  package var msg: String

  /// The word on the wire, which may be one that only a newer router knows.
  package var rawCode: String?

  /// The peer that is meant.
  package var to: String?

  /// The `cid` of the message that is meant.
  package var re: String?

  /// After how many milliseconds it may be tried again.
  package var retryMilliseconds: Int64?

  /// Whether the connection is closed for it.
  package var isFatal: Bool?

  package init(
    msg: String, rawCode: String?, to: String? = nil, re: String? = nil,
    retryMilliseconds: Int64? = nil, isFatal: Bool? = nil
  ) {
    self.msg = msg
    self.rawCode = rawCode
    self.to = to
    self.re = re
    self.retryMilliseconds = retryMilliseconds
    self.isFatal = isFatal
  }

  package init(
    msg: String, code: ErrorCode, to: String? = nil, re: String? = nil,
    retryMilliseconds: Int64? = nil, isFatal: Bool? = nil
  ) {
    self.init(
      msg: msg, rawCode: code.rawValue, to: to, re: re, retryMilliseconds: retryMilliseconds,
      isFatal: isFatal)
  }

  /// The code, where this program knows it.
  package var code: ErrorCode? { rawCode.flatMap(ErrorCode.init(rawValue:)) }
}
