internal import Glibc
internal import struct SystemPackage.Errno

/// A small file that only its owner may read.
enum PrivateFile {
  private static let mode: mode_t = 0o600
  /// Whoever may write it, or anybody who may read it, beside its owner; its group may be let read.
  private static let bitsOfOthers: mode_t = 0o027

  /// Reads a file as a whole.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - limit: The longest that it may be, in bytes.
  /// - Returns: What is in it, and whether others may read or change it.
  /// - Throws: `Errno`, `.fileTooLarge` where it is longer than the limit.
  static func read(
    _ path: String, limit: Int
  ) throws(Errno) -> (bytes: [UInt8], isOpenToOthers: Bool) {
    // Not waiting: the path could be a pipe that nobody writes to.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
    let file = FileDescriptor(adopting: try systemCall { unsafe open(path, flags) })
    let number = file.rawValue
    var status = stat()
    _ = try systemCall { unsafe fstat(number, &status) }
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var count = 0
    while count <= limit {
      let start = count
      let read = try systemCall {
        unsafe bytes.withUnsafeMutableBytes { buffer in
          unsafe Glibc.read(
            number, buffer.baseAddress.map { unsafe $0 + start }, buffer.count - start)
        }
      }
      guard read > 0 else {
        bytes.removeLast(bytes.count - count)
        return (bytes, status.st_mode & bitsOfOthers != 0)
      }
      count += read
    }
    throw .fileTooLarge
  }

  /// Writes a file with mode 0600 so that there is always the whole of it or none, also after a power cut.
  ///
  /// - Parameters:
  ///   - bytes: What is to be in it.
  ///   - path: Where to.
  ///   - isReplacing: Whether a file that is there gives way; else it stays, and `.fileExists` is thrown.
  /// - Throws: `Errno`; then nothing has changed.
  ///
  /// The corresponding C functions are `open`, `fsync`, `rename` and `link`.
  static func write(_ bytes: [UInt8], to path: String, isReplacing: Bool) throws(Errno) {
    let temporary = "\(path).\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    // What a process of this number left behind when it was killed is nobody's.
    _ = unsafe unlink(temporary)
    let file = FileDescriptor(
      adopting: try systemCall { unsafe open(temporary, flags, mode) })
    defer { _ = unsafe unlink(temporary) }
    let number = file.rawValue
    _ = try systemCall { fchmod(number, mode) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest
      let count = try systemCall {
        unsafe part.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
      }
      rest = rest.dropFirst(count)
    }
    _ = try systemCall { fsync(number) }
    _ = try systemCall {
      unsafe isReplacing ? rename(temporary, path) : link(temporary, path)
    }
    try syncFolder(of: path)
  }

  /// Has the kernel write the folder's new entry to the disk.
  private static func syncFolder(of path: String) throws(Errno) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let file = FileDescriptor(
      adopting: try systemCall { unsafe open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY) })
    let number = file.rawValue
    _ = try systemCall { fsync(number) }
  }
}
