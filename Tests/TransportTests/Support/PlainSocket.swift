import Glibc
import Transport

/// The other side of a test: a blocking socket whose receiving ends after five seconds.
final class PlainSocket {
  private(set) var number: Int32
  /// Whether receiving ended with an error in place of an end.
  private(set) var wasReset = false

  init(adopting number: Int32) {
    self.number = number
    var limit = timeval(tv_sec: 5, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    _ = unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
  }

  /// Connects over TCP to a port of this machine.
  convenience init(port: UInt16) {
    self.init(adopting: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let number = number
    _ = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  deinit { close() }

  func close() {
    if number >= 0 { _ = Glibc.close(number) }
    number = -1
  }

  /// Gives the socket to somebody else to close.
  func giveUp() -> Int32 {
    defer { number = -1 }
    return number
  }

  /// Closes with a reset in place of an end.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    _ = unsafe setsockopt(number, SOL_SOCKET, SO_LINGER, &option, size)
    close()
  }

  func endSending() { _ = shutdown(number, Int32(SHUT_WR)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Int {
    unsafe bytes.withUnsafeBytes {
      unsafe Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// What has come, without waiting; nil for nothing yet, empty at the end of the stream or after a reset.
  func receiveNow() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe recv(number, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
    }
    if count < 0, errno == EAGAIN { return nil }
    if count < 0 { wasReset = true }
    return Array(bytes.prefix(max(0, count)))
  }
}
