/// The lines that legacy clients are sent.
///
/// What a person typed always follows a prefix that only the router writes, and each of its line
/// breaks is followed by two spaces: no line of it can be read as control text, as a line of the
/// router's or as another person's. (A name has neither a colon nor a bracket in it.)
enum LegacyText {
  static func said(by name: String, _ text: String) -> String {
    "\(name): \(indented(text))"
  }

  static func whispered(by name: String, _ text: String) -> String {
    "[private] \(name): \(indented(text))"
  }

  static func joined(_ name: String) -> String { server("\(name) joined") }
  static func left(_ name: String) -> String { server("\(name) left") }

  /// A line of the router's own.
  static func server(_ text: String) -> String { "[server] \(indented(text))" }

  private static func indented(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      // CR LF is one break; the spaces go after both.
      if let last, isLineBreak(last), !(last == "\r" && scalar == "\n") {
        result.append(contentsOf: "  ".unicodeScalars)
      }
      result.append(scalar)
      last = scalar
    }
    if let last, isLineBreak(last) { result.append(contentsOf: "  ".unicodeScalars) }
    return String(result)
  }

  /// All that some program ends a line at: Unicode's list (UAX #14) and Python's `str.splitlines`.
  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\u{0B}", "\u{0C}", "\r", "\u{1C}"..."\u{1E}", "\u{85}", "\u{2028}", "\u{2029}":
      true
    default: false
    }
  }
}
