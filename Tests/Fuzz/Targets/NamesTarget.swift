import Foundation
import Framing

/// One text as a name.
///
/// - What is taken keeps every rule of PROTOCOL.md §2, said here by Foundation's and ICU's means.
/// - The ways to write a name (composed, decomposed, upper case, lower case) are one name.
/// - A rule that is given as the reason of a refusal is broken.
enum NamesTarget {
  static func run(_ input: [UInt8]) throws(Contradiction) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let name: Name
    do throws(NameError) {
      name = try Name.parse(text)
    } catch {
      return try require(isBroken(error, text), "\(error) is no reason to refuse \(input)")
    }
    try check(name)
  }

  private static func check(_ name: Name) throws(Contradiction) {
    let text = name.text
    let facts = "\(Array(text.unicodeScalars)) was taken"
    try require(1...Limits.nameCharacters ~= text.count, facts)
    try require(text.utf8.count <= Limits.nameBytes, facts)
    // Swift may know a newer Unicode than ICU, to which its newest letters are unassigned.
    let grammar = #"^[\p{L}\p{Nd}\p{Cn}][\p{L}\p{M}\p{Nd}\p{Cn} _.'-]*$"#
    try require(text.matches(grammar) && !text.matches(#"\n"#), facts)
    try require(!text.matches(#"[ _.'-]$|  |\p{Cc}|\p{Cf}|\p{Co}|\p{Zl}|\p{Zp}"#), facts)
    try require(!looksMixed(text), "\(facts), and has two scripts")
    for reserved in ["everyone", "server", "system"] {
      try require(text.caseInsensitiveCompare(reserved) != .orderedSame, facts)
    }
    for other in variants(of: text) {
      // Another way to write it may be too long, or have a letter that is none of a name's.
      guard let same = try? Name.parse(other) else { continue }
      try require(same == name, "\(facts), and \(Array(other.unicodeScalars)) is another name")
    }
  }

  private static func variants(of text: String) -> [String] {
    // Foundation composes U+21B3A as if it were U+1B3A: what the standard library calls another text is one.
    let forms = [
      text.precomposedStringWithCanonicalMapping, text.decomposedStringWithCanonicalMapping,
    ].filter { $0 == text }
    // The case of Greek with ancient accents is one-way: see `Name.fold`.
    let isAncientGreek = text.unicodeScalars.contains {
      $0.value == 0x345 || 0x1F00...0x1FFF ~= $0.value
    }
    return isAncientGreek ? forms : forms + [text.lowercased(), text.uppercased()]
  }

  /// Only letters count: a mark of another script is drawn on its letter.
  private static func looksMixed(_ text: String) -> Bool {
    text.matches(#"[\p{sc=Latn}&&\p{L}]"#) && text.matches(#"[[\p{sc=Grek}\p{sc=Cyrl}]&&\p{L}]"#)
  }

  private static func isBroken(_ error: NameError, _ text: String) -> Bool {
    switch error {
    case .empty: text.isEmpty
    case .tooLong: text.count > Limits.nameCharacters || text.utf8.count > Limits.nameBytes
    case .reserved: ["everyone", "server", "system"].contains(text.uppercased().lowercased())
    case .forbiddenCharacter(let scalar): text.unicodeScalars.contains(scalar)
    case .startsWithMark: text.matches(#"^[\p{M}\p{Cn}]"#)
    case .startsOrEndsWithPunctuation: text.matches(#"^[ _.'-]|[ _.'-]$"#)
    case .doubledSpace: text.matches("  ")
    // Only a room's name is refused for that.
    case .notARoom: false
    // ICU counts the micro sign to no script; it folds to a Greek letter.
    case .mixedScripts:
      looksMixed(text + (text.unicodeScalars.contains("\u{B5}") ? "\u{3BC}" : ""))
        || text.matches(#"\p{Cn}"#)
    }
  }
}

extension String {
  /// Whether ICU finds a pattern in the text.
  fileprivate func matches(_ pattern: String) -> Bool {
    range(of: pattern, options: .regularExpression) != nil
  }
}
