internal import Glibc

/// The three descriptors that a process is started with.
package enum StandardStreams {
  /// Makes descriptors 0 to 2 exist, and makes writing to a closed pipe an error in place of a death.
  ///
  /// Without it a daemon started with standard error closed would give that number to a client's socket,
  /// and send it the log.
  package static func prepare() {
    _ = signal(SIGPIPE, SIG_IGN)
    while true {
      let number = unsafe open("/dev/null", O_RDWR)
      guard number >= 0, number <= 2 else {
        if number > 2 { _ = close(number) }
        return
      }
    }
  }

  /// Writes a whole text to standard output, waiting where it must; false where nobody takes it.
  package static func write(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let rest = bytes
      let count = try? systemCall {
        unsafe rest.withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress, $0.count) }
      }
      guard let count, count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
