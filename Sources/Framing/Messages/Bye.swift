/// `bye`: the last message before a router closes.
package struct Bye: Hashable, Sendable {
  /// The word on the wire, which may be one that only a newer router knows.
  package var rawCode: String

  /// After how many milliseconds to come back.
  package var retryMilliseconds: Int64?

  package init(rawCode: String, retryMilliseconds: Int64? = nil) {
    self.rawCode = rawCode
    self.retryMilliseconds = retryMilliseconds
  }

  package init(_ code: CloseCode, retryMilliseconds: Int64? = nil) {
    self.init(rawCode: code.rawValue, retryMilliseconds: retryMilliseconds)
  }

  /// The code, where this program knows it.
  package var code: CloseCode? { CloseCode(rawValue: rawCode) }
}
