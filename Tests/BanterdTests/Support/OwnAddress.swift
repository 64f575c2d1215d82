import Glibc

/// This machine's own addresses.
enum OwnAddress {
  /// An IPv4 address that is not of the loopback; nil where there is none.
  ///
  /// What is sent to it stays on this machine.
  static var outside: sockaddr_in? {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&list) == 0 else { return nil }
    defer { unsafe freeifaddrs(list) }
    var next = unsafe list
    while let entry = unsafe next {
      unsafe next = entry.pointee.ifa_next
      guard let address = unsafe entry.pointee.ifa_addr,
        unsafe address.pointee.sa_family == sa_family_t(AF_INET)
      else { continue }
      let found = unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        unsafe $0.pointee
      }
      if UInt32(bigEndian: found.sin_addr.s_addr) >> 24 != 127 { return found }
    }
    return nil
  }
}
