/// What a scalar is in a name.
enum NameCharacter: Equatable {
  case letterOrDigit, mark, space, punctuation, forbidden

  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case " ": self = .space
    case "_", ".", "-", "'": self = .punctuation
    case "a"..."z", "A"..."Z", "0"..."9": self = .letterOrDigit
    default: self = Self.letterMarkOrDigit(scalar)
    }
  }

  private static func letterMarkOrDigit(_ scalar: Unicode.Scalar) -> NameCharacter {
    // Some letters and marks are blank or not drawn at all: Hangul fillers, variation selectors, ...
    guard !scalar.properties.isDefaultIgnorableCodePoint else {
      return .forbidden
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      return .letterOrDigit
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    default: return .forbidden
    }
  }
}
