internal import Glibc

extension Endpoint {
  /// The address family of a socket for this endpoint.
  var family: Int32 {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    case .unix: AF_UNIX
    }
  }

  /// Calls `body` with the endpoint as the socket calls want it.
  func withSocketAddress<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
    switch self {
    case .ipv4(let address, let port):
      var socketAddress = sockaddr_in()
      socketAddress.sin_family = sa_family_t(AF_INET)
      socketAddress.sin_port = port.bigEndian
      socketAddress.sin_addr.s_addr = address.bigEndian
      return unsafe Self.rebound(&socketAddress, body)
    case .ipv6(let address, let port, let scope):
      var socketAddress = sockaddr_in6()
      socketAddress.sin6_family = sa_family_t(AF_INET6)
      socketAddress.sin6_port = port.bigEndian
      socketAddress.sin6_scope_id = scope
      unsafe withUnsafeMutableBytes(of: &socketAddress.sin6_addr) {
        unsafe $0.storeBytes(of: address.bigEndian, as: UInt128.self)
      }
      return unsafe Self.rebound(&socketAddress, body)
    case .unix(let path):
      var socketAddress = sockaddr_un()
      socketAddress.sun_family = sa_family_t(AF_UNIX)
      // The field is all zeros, and `parse` lets no path through that would fill its last byte.
      unsafe withUnsafeMutableBytes(of: &socketAddress.sun_path) {
        unsafe $0.copyBytes(from: path.utf8.prefix(Self.unixPathLimit))
      }
      return unsafe Self.rebound(&socketAddress, body)
    }
  }

  /// Reads an endpoint that a socket call has filled in; nil for a family that is not ours.
  init?(_ storage: sockaddr_storage, length: socklen_t) {
    let bytes = unsafe withUnsafeBytes(of: storage) { unsafe [UInt8]($0.prefix(Int(length))) }
    switch Int32(storage.ss_family) {
    case AF_INET where bytes.count >= 8:
      self = .ipv4(Self.bigEndian(bytes[4..<8]), port: Self.bigEndian(bytes[2..<4]))
    case AF_INET6 where bytes.count >= 28:
      let scope: UInt32 = Self.bigEndian(bytes[24..<28])
      self = .ipv6(
        Self.bigEndian(bytes[8..<24]), port: Self.bigEndian(bytes[2..<4]),
        scope: UInt32(bigEndian: scope).littleEndian)
    case AF_UNIX:
      self = .unix(path: String(decoding: bytes.dropFirst(2).prefix { $0 != 0 }, as: UTF8.self))
    default:
      return nil
    }
  }

  /// The address that a socket is bound to.
  ///
  /// The corresponding C function is `getsockname`.
  init?(boundTo descriptor: Int32) {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { return nil }
    self.init(storage, length: length)
  }

  /// The 16 bytes of an IPv6 address as one number.
  static func number(of address: in6_addr) -> UInt128 {
    unsafe withUnsafeBytes(of: address) { unsafe bigEndian([UInt8]($0)[...]) }
  }

  private static func bigEndian<Number: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>) -> Number {
    bytes.reduce(0) { $0 << 8 | Number($1) }
  }

  private static func rebound<Address, Value>(
    _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
  ) -> Value {
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }
}
