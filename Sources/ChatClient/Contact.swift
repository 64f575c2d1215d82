internal import Framing

/// One person's name: as the wire writes it, as it is compared and as it is shown.
///
/// A router of another make may have names that break the rules of `Name`. Such a name is written to
/// the wire as it came, but nothing of it may break a line, reverse a text or be invisible on the screen.
package struct Contact: Sendable {
  /// The name as the router wrote it.
  package let name: String

  /// What is compared: the same as the router compares where the name follows its rules.
  package let key: String

  /// What a person reads, on one line and of a bounded length.
  package let shownName: String

  package init(_ name: String) {
    self.name = name
    do throws(NameError) {
      key = try Name.parse(name).key
      shownName = name
    } catch {
      key = name.lowercased()
      shownName = Contact.shown(name)
    }
  }

  /// The longest name that is taken from a router, in bytes: longer than any that one can be written to by.
  private static let longestName = 1_024

  /// Tells whether somebody can be listed and written to under a name.
  package static func isUsable(_ name: String) -> Bool {
    1...longestName ~= name.utf8.count
  }

  /// The beginning of a name, a replacement character in place of each that a name never has but symbols.
  private static func shown(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      let shown = isVisible(scalar) ? scalar : "\u{FFFD}"
      guard text.utf8.count + UTF8.width(shown) <= Limits.nameBytes,
        text.count < Limits.nameCharacters
      else { return text + "…" }
      text.unicodeScalars.append(shown)
    }
    return text
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
