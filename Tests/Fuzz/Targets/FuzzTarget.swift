import Framing

/// What bytes from a fuzzer are given to.
///
/// Each target is a function of its input alone: it reads the bytes as its own little language, lets the
/// sources work on them, and holds the result against a model or an invariant. libFuzzer and the replay in
/// the tests call the same function; the folders of the corpus bear the raw values.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// `FrameDecoder` of versions 1 and 2, whole, byte by byte and in random pieces, against a model.
  case jsonFrames = "json-frames"

  /// The same for the 64-byte headers; then each body as a `LegacyMessage`.
  case legacyFrames = "legacy-frames"

  /// `Message.parse` against Foundation's decoder, and what the encoder makes of it.
  case messages

  /// `Name.parse` against Foundation's normalization and ICU's scripts.
  case names

  /// A router with several clients, whose bytes come in random pieces.
  case session

  /// Two ends of a TLS connection, whose records are cut, changed and mixed with others' bytes.
  case tlsRecords = "tls-records"

  /// `Invitation.parse`, and the link that is made of what it read.
  case links

  /// `TLSIdentity` out of files: as they are, and with a passphrase.
  case keyImport = "key-import"

  /// `WebLink.find`: the addresses of the web in what somebody wrote.
  case webLinks = "web-links"

  /// Gives one input to this target.
  ///
  /// - Throws: `Contradiction`, with what did not hold.
  package func run(_ input: [UInt8]) throws(Contradiction) {
    switch self {
    case .jsonFrames: try FramesTarget(.json).run(input)
    case .legacyFrames: try FramesTarget(.legacy).run(input)
    case .messages: try MessagesTarget.run(input)
    case .names: try NamesTarget.run(input)
    case .session: try SessionTarget.run(input)
    case .tlsRecords: try TLSRecordsTarget.run(input)
    case .links: try LinksTarget.run(input)
    case .keyImport: try KeyImportTarget.run(input)
    case .webLinks: try WebLinksTarget.run(input)
    }
  }
}
