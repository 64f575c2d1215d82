import Foundation
import Testing

/// A certificate with a key that says to be its own, and signs with another secret.
enum ForgedIdentity {
  /// Where the secret of a P-256 key begins in PKCS #8: version 1, and 32 bytes (RFC 5915).
  private static let mark = Data([2, 1, 1, 4, 32])

  /// Writes the file of one identity with the secret of another: no library compares more than the public keys.
  static func write(to path: String, public: String, secret: String) throws {
    let text = try String(contentsOfFile: `public`, encoding: .utf8)
    var key = try bytes(in: text)
    let own = try bytes(in: String(contentsOfFile: secret, encoding: .utf8))
    let place = try #require(key.range(of: mark)).upperBound
    let other = try #require(own.range(of: mark)).upperBound
    key.replaceSubrange(place..<place + 32, with: own[other..<other + 32])
    let end = try #require(text.range(of: "-----BEGIN CERTIFICATE"))
    let lines = key.base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    let pem = "-----BEGIN PRIVATE KEY-----\n\(lines)\n-----END PRIVATE KEY-----\n"
    try Data((pem + text[end.lowerBound...]).utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  private static func bytes(in pem: String) throws -> Data {
    let body = String(try #require(pem.firstMatch(of: /-BEGIN PRIVATE KEY-+\n([^-]+)-/)).1)
    return try #require(Data(base64Encoded: body.filter { $0 != "\n" }))
  }
}
