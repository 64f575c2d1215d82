internal import Glibc

/// The file of a write-ahead log, made as long as it will get before it is written.
///
/// To make a byte safe in a file that has grown, the file system must make the file's length safe too: measured with
/// ext4, 1.4 ms for a commit of 20 KiB at the end, 0.1 ms for the same in the midst of a file.
enum WriteAheadFile {
  private static let step = 1 << 20

  /// Fills a file with zeros up to a length; where that fails, for want of room above all, it stays as it was.
  static func reserve(_ length: Int, at path: String) {
    let file = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return }
    defer { close(file) }
    let old = Int(lseek(file, 0, Int32(SEEK_END)))
    guard old >= 0, !fill(file, from: old, to: length) else { return }
    _ = ftruncate(file, old)
  }

  /// Writes zeros; answers whether all could be.
  private static func fill(_ file: Int32, from start: Int, to end: Int) -> Bool {
    let zeros = [UInt8](repeating: 0, count: step)
    var place = start
    while place < end {
      let count = unsafe zeros.withUnsafeBytes {
        unsafe pwrite(file, $0.baseAddress, min(step, end - place), place)
      }
      guard count > 0 else { return false }
      place += count
    }
    return true
  }
}
