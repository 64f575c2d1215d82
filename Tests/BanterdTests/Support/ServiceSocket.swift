import Glibc
import Testing

/// What a service manager listens at for news, a datagram each.
final class ServiceSocket {
  private let number: Int32

  /// Binds a path, or an abstract name where it begins with `@`.
  init(_ name: String) throws {
    number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(name.utf8)
    if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(number, $0, length)
      }
    }
    try #require(result == 0)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    _ = unsafe setsockopt(
      number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(number) }

  /// The next datagram; nil where none comes within ten seconds.
  func next() -> String? {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe recv(number, $0.baseAddress, $0.count, 0)
    }
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// The next datagram that begins so, whatever comes before; nil where none comes.
  func next(_ prefix: String) -> String? {
    while let text = next() {
      if text.hasPrefix(prefix) { return text }
    }
    return nil
  }
}
