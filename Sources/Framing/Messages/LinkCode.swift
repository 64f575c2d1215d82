/// `link` from the router: a code by which one more device can register the same name, with a key of its own.
///
///     C→S {"type":"link"}                                          from a device whose key the name is bound to
///     S→C {"type":"link","code":"7KQM-2XVD-9PRT","expires_ms":600000}
///     C→S {"type":"register","username":"alice","v":2,"token":"7KQM-2XVD-9PRT"}      from the other, over TLS
///
/// A code is good once and for a short time, and a new one makes the one before worthless.
package struct LinkCode: Hashable, Sendable {
  package var code: String

  /// For how long it is good, in milliseconds.
  package var expiresMilliseconds: Int64

  package init(code: String, expiresMilliseconds: Int64) {
    self.code = code
    self.expiresMilliseconds = expiresMilliseconds
  }
}
