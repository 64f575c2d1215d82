/// Why a text is not a name; PROTOCOL.md §2.
package enum NameError: Error, Equatable, Sendable {
  case empty
  case tooLong
  case reserved

  /// A character that no name has, such as a control, a symbol or one of no width.
  case forbiddenCharacter(Unicode.Scalar)

  /// It starts with a mark that belongs on the letter before it.
  case startsWithMark

  /// A space, `_`, `.`, `-` or `'` is first or last; they stand inside a name.
  case startsOrEndsWithPunctuation

  case doubledSpace

  /// Latin letters beside Greek or Cyrillic ones, which can be taken for one another.
  case mixedScripts

  /// The name of a room starts with `#`.
  case notARoom
}
