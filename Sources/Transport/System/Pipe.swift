internal import Glibc
internal import struct SystemPackage.Errno

/// The two ends of a pipe, neither of them left open in programs that are started.
///
/// The corresponding C function is `pipe`.
struct Pipe: ~Copyable {
  private let readingEnd: FileDescriptor
  private let writingEnd: FileDescriptor

  init() throws(Errno) {
    var ends: [Int32] = [-1, -1]
    _ = try systemCall { unsafe pipe(&ends) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    readingEnd = FileDescriptor(adopting: ends[0])
    writingEnd = FileDescriptor(adopting: ends[1])
  }

  var reading: Int32 { readingEnd.rawValue }
  var writing: Int32 { writingEnd.rawValue }

  /// Closes the writing end.
  consuming func keepReading() -> FileDescriptor { readingEnd }

  /// Closes the reading end.
  consuming func keepWriting() -> FileDescriptor { writingEnd }
}
