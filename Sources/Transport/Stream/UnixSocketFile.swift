internal import Glibc
internal import struct SystemPackage.Errno

/// The file that a listening Unix socket has.
struct UnixSocketFile {
  private let path: String
  private let device: dev_t
  private let number: ino_t

  /// Remembers the file just made by binding; nil where there is none.
  init?(path: String) {
    guard let status = Self.status(of: path) else { return nil }
    self.path = path
    device = status.st_dev
    number = status.st_ino
  }

  /// Removes the file, unless another program has put its own in the place.
  func remove() {
    guard let status = Self.status(of: path), status.st_dev == device, status.st_ino == number
    else { return }
    _ = unsafe unlink(path)
  }

  /// Removes a socket file that nobody listens at any more, as a killed program leaves it.
  ///
  /// - Throws: `ListenError` where the file is no socket or somebody answers there.
  static func removeStale(at endpoint: Endpoint, path: String) throws(ListenError) {
    guard let status = status(of: path) else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(endpoint) }
    do {
      let probe = try Socket.make(family: AF_UNIX)
      let number = probe.rawValue
      _ = try systemCall { unsafe endpoint.withSocketAddress { unsafe connect(number, $0, $1) } }
    } catch .connectionRefused {
      _ = unsafe unlink(path)
      return
    } catch {
      throw .addressInUse(endpoint)
    }
    throw .addressInUse(endpoint)
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status : nil
  }
}
