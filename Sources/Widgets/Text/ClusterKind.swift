/// What a cluster is to motion by words and to a double-click.
enum ClusterKind: Sendable {
  case word, space, lineBreak, sign

  init(_ cluster: Character) {
    if cluster == "\n" {
      self = .lineBreak
    } else if cluster.isLetter || cluster.isNumber || cluster == "_" {
      self = .word
    } else {
      self = cluster.isWhitespace ? .space : .sign
    }
  }

  /// Whether a scalar belongs to a script that is written without spaces between words.
  static func needsNoSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true  // Thai, Lao, Burmese, Khmer
    case 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true  // Kana, Han
    default: false
    }
  }
}
