internal import Glibc
package import struct SystemPackage.Errno

/// A small file read as a whole.
package enum TextFile {
  /// The text of the file; what is not UTF-8 in it becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - limit: The longest that it may be, in bytes.
  /// - Returns: Its text.
  /// - Throws: `Errno`, `.fileTooLarge` where it is longer than the limit.
  package static func read(_ path: String, limit: Int) throws(Errno) -> String {
    // Not waiting: the path could be a pipe that nobody writes to.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
    let file = FileDescriptor(adopting: try systemCall { unsafe open(path, flags) })
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4_096)
    while true {
      let number = file.rawValue
      let count = try systemCall {
        unsafe part.withUnsafeMutableBytes {
          unsafe Glibc.read(number, $0.baseAddress, $0.count)
        }
      }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
      guard bytes.count <= limit else { throw .fileTooLarge }
    }
  }
}
