internal import Glibc

/// The file of a write-ahead log, made as long as it will get before it is written.
///
/// To make a byte safe in a file that has grown, the file system must make the file's length safe too: measured with
/// ext4, 1.4 ms for a commit of 20 KiB at the end, 0.1 ms for the same in the midst of a file.
enum WriteAheadFile {
  private static let step = 1 << 20

  /// Makes a file longer with zeros, by a step, as long as it is below a length.
  ///
  /// Not all at once: the next commit has to wait until all of it is on the disk.
  ///
  /// - Returns: Whether it got longer; where that fails, for want of room above all, it stays as it was.
  static func lengthen(_ path: String, below length: Int) -> Bool {
    let file = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return false }
    defer { close(file) }
    let old = Int(lseek(file, 0, Int32(SEEK_END)))
    guard old >= 0, old < length else { return false }
    guard !fill(file, from: old, to: min(length, old + step)) else { return true }
    _ = ftruncate(file, old)
    return false
  }

  /// Writes zeros; answers whether all could be.
  private static func fill(_ file: Int32, from start: Int, to end: Int) -> Bool {
    let zeros = [UInt8](repeating: 0, count: end - start)
    var place = start
    while place < end {
      let count = unsafe zeros.withUnsafeBytes {
        unsafe pwrite(file, $0.baseAddress, end - place, place)
      }
      guard count > 0 else { return false }
      place += count
    }
    return true
  }
}
