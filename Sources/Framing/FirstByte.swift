/// What the first byte of a connection tells about all that follows (PROTOCOL.md, the first table).
package enum FirstByte: Hashable, Sendable {
  case frames(FrameKind)

  /// A TLS handshake record; JSON frames inside.
  case tls

  /// Nothing that is spoken here: `bad_protocol`.
  case nothing

  package static func kind(of byte: UInt8) -> FirstByte {
    switch byte {
    case 0x00: .frames(.json)
    case 0x16: .tls
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "): .frames(.legacy)
    default: .nothing
    }
  }
}
