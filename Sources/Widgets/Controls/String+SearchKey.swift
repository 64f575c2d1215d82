extension String {
  /// The text for comparing as it is typed: small letters, Latin ones without their accents.
  var searchKey: String {
    let lower = lowercased()
    guard lower.utf8.contains(where: { $0 >= 0x80 }) else { return lower }
    var key = String.UnicodeScalarView()
    for scalar in lower.unicodeScalars
    where scalar.properties.generalCategory != .nonspacingMark {
      key.append(scalar.withoutAccent)
    }
    return String(key)
  }
}

extension Unicode.Scalar {
  /// The plain letter of a small Latin letter with an accent; any other scalar is itself.
  ///
  /// The standard library has no decomposition; but the Unicode name of "é" is
  /// LATIN SMALL LETTER E WITH ACUTE, which also tells the letter of "ø" and "ł", that do not decompose.
  fileprivate var withoutAccent: Unicode.Scalar {
    let start = "LATIN SMALL LETTER "
    guard !isASCII, let name = properties.name, name.hasPrefix(start) else { return self }
    let words = name.dropFirst(start.count).split(separator: " ", maxSplits: 2)
    guard words.count > 1, words[1] == "WITH", words[0].utf8.count == 1,
      let letter = words[0].lowercased().unicodeScalars.first
    else { return self }
    return letter
  }
}
