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
}
