extension Name {
  private static let reserved: Set<String> = ["everyone", "server", "system"]

  /// Holds a text against the rules for names.
  ///
  /// - Throws: `NameError`, the first rule that it breaks.
  package static func parse(_ text: String) throws(NameError) -> Name {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Limits.nameBytes, text.count <= Limits.nameCharacters else {
      throw .tooLong
    }
    try checkScalars(of: text)
    let key = fold(text)
    guard !reserved.contains(key) else { throw .reserved }
    return Name(text: text, key: key)
  }

  /// The key of a text, whether or not it is a name.
  private static func fold(_ text: String) -> String {
    var key = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        key.unicodeScalars.append(asciiLowercase(scalar))
      } else {
        key += fold(scalar)
      }
    }
    return key
  }

  private static func asciiLowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard "A"..."Z" ~= scalar else { return scalar }
    return Unicode.Scalar(UInt8(ascii: scalar) | 0x20)
  }

  /// Lower case by way of upper case, which also joins `ß` with `ss` and `ς` with `σ`.
  ///
  /// Not for Greek with ancient accents: there upper case makes a letter of the mark U+0345, so that
  /// composed and decomposed names would part. Their lower case is one-to-one.
  private static func fold(_ scalar: Unicode.Scalar) -> String {
    let lower = scalar.properties.lowercaseMapping
    switch scalar.value {
    case 0x0345, 0x1F00...0x1FFF: return lower
    default: return lower.uppercased().lowercased()
    }
  }

  private static func checkScalars(of text: String) throws(NameError) {
    var scripts: Set<NameScript> = []
    var last: NameCharacter?
    for scalar in text.unicodeScalars {
      let character = NameCharacter(scalar)
      switch character {
      case .letterOrDigit: scripts.insert(NameScript(scalar))
      case .mark: guard last != nil else { throw .startsWithMark }
      case .punctuation: guard last != nil else { throw .startsOrEndsWithPunctuation }
      case .space:
        guard last != nil else { throw .startsOrEndsWithPunctuation }
        guard last != .space else { throw .doubledSpace }
      case .forbidden: throw .forbiddenCharacter(scalar)
      }
      last = character
    }
    guard last != .space, last != .punctuation else { throw .startsOrEndsWithPunctuation }
    let hasLookalikes = scripts.contains(.greek) || scripts.contains(.cyrillic)
    guard !(scripts.contains(.latin) && hasLookalikes) else { throw .mixedScripts }
  }
}
