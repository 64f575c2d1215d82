import Glibc

/// A folder of a test's own, removed with what was bound in it.
final class TemporaryFolder {
  let path: String

  init() {
    path = "/tmp/banter-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    _ = unsafe mkdir(path, 0o700)
  }

  deinit {
    for name in ["socket", "notes"] { _ = unsafe unlink("\(path)/\(name)") }
    _ = unsafe rmdir(path)
  }

  /// Whether a file is there.
  func has(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Binds a socket to a file in here.
  func bind(_ descriptor: Int32, to name: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) {
      unsafe $0.copyBytes(from: "\(path)/\(name)".utf8)
    }
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
