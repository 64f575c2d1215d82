internal import CXlib

extension DisplayConnection {
  /// How long nobody has touched a key or a pointer of this display; nil where the server can't tell.
  ///
  /// One round trip, and one more the first time; no answer is kept. The corresponding C function is
  /// `XScreenSaverQueryInfo`.
  package func idleTime() -> Duration? {
    guard isAlive, hasIdleClock, let info = unsafe XScreenSaverAllocInfo() else { return nil }
    defer { unsafe XFree(info) }
    guard unsafe XScreenSaverQueryInfo(handle, root, info) != 0 else { return nil }
    return unsafe .milliseconds(info.pointee.idle)
  }

  /// The value of a resource that belongs to the program, not to the toolkit; what is not understood is told.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - expected: What it must be, for a person to read.
  ///   - read: Makes the value of its text; nil where it can't.
  /// - Returns: nil where there is none.
  package func resource<Value>(
    _ name: String, expecting expected: String, _ read: (String) -> Value?
  ) -> Value? {
    resources.value(name, expecting: expected, read)
  }
}
