extension String {
  /// The text with `\n` for every line break, whatever they were: all at which UAX #14 always ends a line.
  var withPlainLineBreaks: String {
    guard utf8.contains(where: { (0x0B...0x0D).contains($0) || $0 == 0xC2 || $0 == 0xE2 }) else {
      return self
    }
    var clean = ""
    clean.unicodeScalars.reserveCapacity(utf8.count)
    var follows = false
    for scalar in unicodeScalars {
      if scalar != "\n" || !follows {
        clean.unicodeScalars.append(Self.isLineBreak(scalar) ? "\n" : scalar)
      }
      follows = scalar == "\r"
    }
    return clean
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The text as an entry takes it in: no control characters but line breaks and tabs.
  ///
  /// - Parameter keepsLineBreaks: Whether line breaks stay; they become spaces where they don't.
  /// - Returns: The text without them.
  func cleanedForEntry(keepsLineBreaks: Bool) -> String {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else {
      return self
    }
    var clean = ""
    clean.unicodeScalars.reserveCapacity(utf8.count)
    let lineBreak: Unicode.Scalar = keepsLineBreaks ? "\n" : " "
    for scalar in withPlainLineBreaks.unicodeScalars {
      switch scalar.value {
      case 0x0A: clean.unicodeScalars.append(lineBreak)
      case 0x09: clean.unicodeScalars.append(scalar)
      case 0..<0x20, 0x7F..<0xA0: continue
      default: clean.unicodeScalars.append(scalar)
      }
    }
    return clean
  }
}
