internal import Transport

/// Who counts as one at the limits for each address: an IPv4 address, or the /64 of an IPv6 one, which
/// is what one customer or one machine has at the least.
struct AddressKey: Hashable {
  private let bits: UInt64
  private let isVersion6: Bool

  /// The key of an endpoint; nil for a Unix socket.
  init?(_ endpoint: Endpoint) {
    switch endpoint {
    case .ipv4(let address, _):
      (bits, isVersion6) = (UInt64(address), false)
    case .ipv6(let address, _, _) where address >> 32 == 0xFFFF:
      (bits, isVersion6) = (UInt64(truncatingIfNeeded: address & 0xFFFF_FFFF), false)
    case .ipv6(let address, _, _):
      (bits, isVersion6) = (UInt64(truncatingIfNeeded: address >> 64), true)
    case .unix:
      return nil
    }
  }

  /// Reads a numeric address; nil for any other text.
  init?(_ text: String) {
    guard let endpoint = Endpoint.numeric(text, port: 0) else { return nil }
    self.init(endpoint)
  }
}

extension AddressKey: CustomStringConvertible {
  /// The address, or the first one of the /64, as `init` reads it.
  var description: String {
    let endpoint: Endpoint =
      isVersion6
      ? .ipv6(UInt128(bits) << 64, port: 0, scope: 0)
      : .ipv4(UInt32(truncatingIfNeeded: bits), port: 0)
    let text = "\(endpoint)".dropLast(2)
    return isVersion6 ? String(text.dropFirst().dropLast()) : String(text)
  }
}
