internal import Glibc

/// An open file descriptor with one owner; it is closed when the owner lets go of it.
///
/// An error of the closing call is of no interest for sockets, pipes and the like, and the call is never
/// repeated: Linux has freed the number even where it reports EINTR (close(2)).
package struct FileDescriptor: ~Copyable, Sendable {
  /// The number of the descriptor, for system calls; its life ends with this value.
  package let rawValue: Int32

  /// Takes over an open descriptor.
  package init(adopting rawValue: Int32) {
    self.rawValue = rawValue
  }

  deinit {
    _ = Glibc.close(rawValue)
  }

  /// Gives the number away without closing it.
  package consuming func release() -> Int32 {
    let number = rawValue
    discard self
    return number
  }
}
