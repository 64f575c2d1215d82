internal import Glibc
internal import SystemPackage

/// Files that only their owner may read, in folders that only their owner may enter.
enum PrivateFile {
  /// Makes a file and the folders above it where they are missing.
  ///
  /// What is there already stays, but a file that others may read is closed to them, and what is not
  /// a file of its own, a link above all, is refused.
  ///
  /// - Parameter path: Where it is, from the root or from the current folder.
  /// - Returns: How long it is, in bytes.
  /// - Throws: `SQLiteError` with what the system says.
  static func prepare(_ path: String) throws(SQLiteError) -> Int {
    do throws(Errno) {
      if let folder = folder(of: path) { try makeFolders(folder) }
      let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
      let file = try call { unsafe open(path, flags, 0o600) }
      defer { close(file) }
      return try closeToOthers(file)
    } catch {
      throw SQLiteError(fact(of: error), detail: "\(path): \(error)")
    }
  }

  /// Makes the entry of a new file survive a power cut.
  ///
  /// - Throws: `SQLiteError` with what the system says.
  static func keepEntry(of path: String) throws(SQLiteError) {
    do throws(Errno) {
      let folder = folder(of: path) ?? "."
      try keep(folder.isEmpty ? "/" : folder)
    } catch {
      throw SQLiteError(fact(of: error), detail: "\(path): \(error)")
    }
  }

  private static func folder(of path: String) -> String? {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }
  }

  private static func closeToOthers(_ file: Int32) throws(Errno) -> Int {
    var status = stat()
    _ = try call { unsafe fstat(file, &status) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .invalidArgument }
    if status.st_mode & 0o077 != 0 { _ = try call { fchmod(file, 0o600) } }
    return Int(status.st_size)
  }

  private static func makeFolders(_ folder: String) throws(Errno) {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      let above = path
      path += "/" + part
      do {
        _ = try call { unsafe mkdir(path, 0o700) }
        try keep(above.isEmpty ? "/" : above)
      } catch .fileExists {
        continue
      }
    }
  }

  /// Makes the entries of a folder survive a power cut.
  private static func keep(_ folder: String) throws(Errno) {
    let descriptor = try call { unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    defer { close(descriptor) }
    // Not every file system can do that to a folder, and what cannot needs no telling.
    _ = fsync(descriptor)
  }

  private static func fact(of error: Errno) -> SQLiteError.Fact {
    switch error {
    case .noSpace, .diskQuotaExceeded: .full
    case .ioError: .ioError
    default: .cannotOpen
    }
  }

  private static func call(_ body: () -> Int32) throws(Errno) -> Int32 {
    while true {
      let value = body()
      guard value == -1 else { return value }
      let error = Errno(rawValue: errno)
      guard error == .interrupted else { throw error }
    }
  }
}
