internal import Framing
internal import Routing
internal import Transport

/// The secret of an invitation: 128 random bits, as base64url.
enum Token {
  private static let byteCount = 16

  static func make() -> String {
    // The system's generator is the kernel's (getrandom(2)).
    Base64URL.text(of: (0..<byteCount).map { _ in UInt8.random(in: .min ... .max) })
  }

  static func hash(of text: String) -> SecretHash {
    SecretHash(Digest.sha256(Array(text.utf8).span))
  }
}
