internal import Glibc

/// One end of a connection: a numeric address with a port, or the path of a Unix socket.
package enum Endpoint: Hashable, Sendable {
  /// The address as one number, its first byte the highest.
  case ipv4(UInt32, port: UInt16)
  /// The address as one number, its first byte the highest; the scope is an interface's index, 0 for none.
  case ipv6(UInt128, port: UInt16, scope: UInt32)
  /// The path is empty for a client that has bound no path of its own.
  case unix(path: String)

  /// How many bytes of UTF-8 the path of a Unix socket has at most (unix(7): 108 with the zero).
  package static let unixPathLimit = 107

  /// The port; nil for a Unix socket.
  package var port: UInt16? {
    switch self {
    case .ipv4(_, let port), .ipv6(_, let port, _): port
    case .unix: nil
    }
  }

  /// Whether this names the machine itself: 127.0.0.0/8 (as IPv6 too), ::1, or a Unix socket.
  package var isLoopback: Bool {
    switch self {
    case .ipv4(let address, _): address >> 24 == 127
    case .ipv6(let address, _, _): address == 1 || address >> 24 == 0xFFFF_7F
    case .unix: true
    }
  }

  /// The same endpoint with an IPv4 address that was written as IPv6 (`::ffff:192.0.2.1`) as IPv4.
  ///
  /// So a listener at `[::]` sees its IPv4 clients.
  package var unmapped: Endpoint {
    guard case .ipv6(let address, let port, _) = self, address >> 32 == 0xFFFF else { return self }
    return .ipv4(UInt32(truncatingIfNeeded: address), port: port)
  }

  /// Whether this is TCP, not a Unix socket.
  package var isNetwork: Bool { port != nil }
}

extension Endpoint: CustomStringConvertible {
  /// The endpoint as `parse` reads it: `127.0.0.1:5050`, `[::1]:5050`, `unix:/run/banter.sock`.
  package var description: String {
    switch self {
    case .ipv4(let address, let port):
      "\(Self.dotted(address)):\(port)"
    case .ipv6(let address, let port, _) where address >> 32 == 0xFFFF:
      "[::ffff:\(Self.dotted(UInt32(truncatingIfNeeded: address)))]:\(port)"
    case .ipv6(let address, let port, let scope):
      "[\(Self.colons(address))\(scope == 0 ? "" : "%\(scope)")]:\(port)"
    case .unix(let path):
      path.isEmpty ? "unix:" : "unix:\(path)"
    }
  }

  private static func dotted(_ address: UInt32) -> String {
    "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
  }

  /// The text of RFC 5952: lower-case, the longest run of two or more zero groups as `::`.
  private static func colons(_ address: UInt128) -> String {
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: address >> (112 - 16 * $0)) }
    let texts = groups.map { String($0, radix: 16) }
    let run = longestRunOfZeros(in: groups)
    guard run.count >= 2 else { return texts.joined(separator: ":") }
    return texts[..<run.lowerBound].joined(separator: ":") + "::"
      + texts[run.upperBound...].joined(separator: ":")
  }

  private static func longestRunOfZeros(in groups: [UInt16]) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 {
        start = index + 1
      } else if index + 1 - start > best.count {
        best = start..<index + 1
      }
    }
    return best
  }
}
