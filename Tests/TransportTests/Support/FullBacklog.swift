import Glibc
import Transport

/// A TCP listener that accepts nobody and has no room left: connecting to it gets no answer.
final class FullBacklog {
  private(set) var port: UInt16?
  private let number: Int32
  private var waiting: [Int32] = []

  init() {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let number = number
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = unsafe bind(number, $0, size)
        _ = listen(number, 0)
        _ = unsafe getsockname(number, $0, &size)
        for _ in 0..<3 {
          let peer = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
          _ = fcntl(peer, F_SETFL, O_NONBLOCK)
          _ = unsafe connect(peer, $0, size)
          waiting.append(peer)
        }
      }
    }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit {
    for peer in waiting { _ = close(peer) }
    _ = close(number)
  }
}
