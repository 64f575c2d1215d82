extension Unicode.Scalar {
  /// Whether it may stand in the path of an address where it isn't ASCII: it is drawn, and is no blank.
  ///
  /// Quotation marks, brackets and full stops of other scripts end an address, as people write them behind
  /// it without a space.
  var canBeInWebLink: Bool {
    // The blank of Braille is no space to Unicode.
    guard !properties.isDefaultIgnorableCodePoint, value != 0x2800 else { return false }
    return switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .dashPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
