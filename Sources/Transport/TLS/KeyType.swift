/// What kind of key an identity has.
package enum KeyType: String, CaseIterable, Sendable {
  /// ECDSA on the curve P-256, which every TLS stack takes.
  case p256
  /// Ed25519, which some stacks refuse in certificates.
  case ed25519
}
