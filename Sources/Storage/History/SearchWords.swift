/// What a text is found by.
///
/// SQLite's own tokenizer folds case and accents and cuts at spaces and signs. Scripts that are written
/// without spaces would be one long word each: here every character of theirs becomes a word, and what
/// is searched in them a phrase of such words, so that any part of a text is found, one character too.
/// Its trigram tokenizer doesn't do: most Chinese words have two characters and it finds none of them.
enum SearchWords {
  /// The text with spaces where a word ends that has none.
  static func spaced(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var spaced = ""
    spaced.reserveCapacity(text.utf8.count * 2)
    for character in text {
      let isWord = character.unicodeScalars.first.map(isWordOfItsOwn) ?? false
      if isWord { spaced.append(" ") }
      spaced.append(character)
      if isWord { spaced.append(" ") }
    }
    return spaced
  }

  /// What to ask the index for: all words that were typed, the last of them as the beginning of one.
  struct Query {
    /// What all but the last word ask for.
    fileprivate let start: String
    /// The last word; it may be several of the index.
    let last: String
    /// What is asked for with less of the last word; nil where that is no longer than what is indexed, or is several.
    let wide: String?

    var exact: String { "\(start)text:\(phrase(for: last)) *" }

    /// The same where these are all words of the index that begin like the last one.
    func exact(with terms: [String]) -> String {
      "\(start)text:(\(terms.map { "\"\($0)\"" }.joined(separator: " OR ")))"
    }
  }

  /// How many of a word's first characters the index has lists of its own for.
  private static let indexedBeginning = 3

  /// The query for what was typed.
  ///
  /// - Parameters:
  ///   - text: What was typed; nothing in it is an operator.
  ///   - conversation: The one to look in; nil for all.
  /// - Returns: Nil where there is nothing to look for.
  static func query(for text: String, in conversation: Int64?) -> Query? {
    let words = text.split(whereSeparator: isSeparator).map(String.init).filter(hasLetter)
    guard let last = words.last else { return nil }
    let place = conversation.map { "place:\"\(mark(of: $0))\" AND " } ?? ""
    let start = place + words.dropLast().map { "text:\(phrase(for: $0)) AND " }.joined()
    let beginning = String(String.UnicodeScalarView(last.unicodeScalars.prefix(indexedBeginning)))
    let isOneWord = beginning != last && hasLetter(beginning) && spaced(last) == last
    return Query(
      start: start, last: last,
      wide: isOneWord ? "\(start)text:\(phrase(for: beginning)) *" : nil)
  }

  /// The word that stands for a conversation in the index.
  static func mark(of conversation: Int64) -> String { "c\(conversation)" }

  private static func phrase(for word: String) -> String {
    "\"\(spaced(word))\""
  }

  /// Whether there is more than marks, of which the tokenizer may leave nothing.
  private static func hasLetter(_ word: String) -> Bool {
    word.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark, .enclosingMark: false
      default: true
      }
    }
  }

  private static func isSeparator(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return true }
    return !isIndexed(scalar)
  }

  /// Whether the tokenizer keeps a character: the categories that the schema names.
  private static func isIndexed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .otherSymbol, .privateUse, .unassigned:
      true
    default: false
    }
  }

  /// Whether a character is a word: in scripts without spaces, and of pictures.
  private static func isWordOfItsOwn(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF: true  // Thai, Lao
    case 0x1000...0x109F, 0x1780...0x17FF: true  // Burmese, Khmer
    case 0x1100...0x11FF, 0x2E80...0x2FDF, 0x3040...0x31FF: true  // Jamo, radicals, Kana, Bopomofo
    case 0x3400...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF: true  // Han, Hangul
    case 0x2600...0x27BF, 0x1F000...0x1FAFF: true  // pictures
    case 0x20000...0x3FFFF: true  // Han
    default: false
    }
  }
}
