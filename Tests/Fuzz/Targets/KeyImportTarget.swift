import Framing
import Transport

/// A file as a key: as it is, with a certificate, and with a passphrase; in PEM, and wrapped into it.
enum KeyImportTarget {
  static func run(_ input: [UInt8]) throws(Contradiction) {
    try read(input)
    for name in ["ENCRYPTED PRIVATE KEY", "PRIVATE KEY", "CERTIFICATE"] {
      try read(Array("-----BEGIN \(name)-----\n\(base64(input))\n-----END \(name)-----\n".utf8))
    }
  }

  private static func read(_ file: [UInt8]) throws(Contradiction) {
    if let identity = try? TLSIdentity.imported(file, passphrase: "fuzz") { try check(identity) }
    if let identity = try? TLSIdentity.parse(key: file, certificate: file) { try check(identity) }
  }

  private static func check(_ identity: TLSIdentity) throws(Contradiction) {
    let again = Pin.parse(identity.pin.text)
    try require(again == identity.pin, "a pin that is read as another")
  }

  /// With padding, in lines of 64 as PEM has it.
  private static func base64(_ bytes: [UInt8]) -> String {
    let plain = Base64URL.text(of: bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    let padded = plain + [Character](repeating: "=", count: (4 - plain.count % 4) % 4)
    return stride(from: 0, to: padded.count, by: 64)
      .map { String(padded[$0..<min($0 + 64, padded.count)]) }.joined(separator: "\n")
  }
}
