/// The fingerprint of a public key: SHA-256 over its SubjectPublicKeyInfo, as RFC 7469 §2.4 has it.
///
/// It is of the key, not of a certificate: a certificate can be made anew with the same key, and its dates
/// play no part. A router is known by it to its clients, and a person to the router.
package struct Pin: Hashable, Sendable {
  /// How many bytes it has.
  package static let byteCount = 32

  /// The bytes, exactly `byteCount`.
  package let bytes: [UInt8]

  /// Takes the bytes of a digest; nil where they are not as many as it has.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// Reads the base64url of links and of the wire: 43 letters, no padding.
  package static func parse(_ text: String) -> Pin? {
    guard text.utf8.count == 43 else { return nil }
    return Base64URL.bytes(of: text).flatMap { Pin($0) }
  }

  /// The base64url of links and of the wire.
  package var text: String { Base64URL.text(of: bytes) }

  /// Sixteen groups of four hexadecimal digits, for two people to compare: `3f2a 90c1 …`.
  package var groups: [String] {
    stride(from: 0, to: bytes.count, by: 2).map { Self.hex(bytes[$0]) + Self.hex(bytes[$0 + 1]) }
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

extension Pin: CustomStringConvertible {
  package var description: String { text }
}
