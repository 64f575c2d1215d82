internal import Glibc
package import struct SystemPackage.Errno

/// A folder that only its owner may enter.
package enum PrivateFolder {
  private static let mode: mode_t = 0o700

  /// What is there, or was made.
  package enum Condition: Hashable, Sendable {
    case fine
    /// It belongs to somebody else, or others may write in it.
    case openToOthers
  }

  /// Makes a folder, and those above it, where they are missing: each with mode 0700.
  ///
  /// One that is there stays as it is, so that whoever runs the program can let a group in.
  ///
  /// - Returns: Whether it can be trusted.
  /// - Throws: `Errno` where there is none and none can be made.
  ///
  /// The corresponding C function is `mkdir`.
  package static func prepare(_ folder: String) throws(Errno) -> Condition {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/" + part
      do { _ = try systemCall { unsafe mkdir(path, mode) } } catch .fileExists { continue }
    }
    var status = stat()
    _ = try systemCall { unsafe stat(folder, &status) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .notDirectory }
    let isOwn = status.st_uid == geteuid() || geteuid() == 0
    return isOwn && status.st_mode & 0o022 == 0 ? .fine : .openToOthers
  }

  /// Takes a file out of its folder; where there is none, that is as well.
  ///
  /// The corresponding C function is `unlink`.
  package static func remove(_ path: String) {
    _ = unsafe unlink(path)
  }
}
