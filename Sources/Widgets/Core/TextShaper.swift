/// Turns text into placed glyphs, and knows what scripts ask of layout: the seam where the text engine is.
///
/// Conforming types: `FontSet` (HarfBuzz, FriBidi, ICU and Xft) and, in tests, a shaper with cells of
/// one width.
package protocol TextShaper: AnyObject {
  func metrics(of style: FontStyle) -> FontMetrics

  /// Which way the parts of a paragraph run.
  ///
  /// - Parameters:
  ///   - text: All of the paragraph, without its line break.
  ///   - base: The paragraph's own level; nil to go by its first strong character.
  /// - Returns: The levels of its bytes.
  func levels(of text: Substring, base: UInt8?) -> TextLevels

  /// The places where a row may end, in bytes of UTF-8, ascending: the breaks of UAX #14.
  ///
  /// The text's end is one of them, its start is not.
  func lineBreaks(in text: Substring) -> [Int]

  /// The ends of the words of a text without spaces, in bytes of UTF-8, ascending: UAX #29, and dictionaries.
  ///
  /// The text's end is one of them, its start is not.
  func wordBreaks(in text: Substring) -> [Int]

  /// Shapes one row of text, without line breaks.
  ///
  /// Controls and what no font has are shaped too, as visible boxes; a tab has the width of 4 spaces.
  ///
  /// - Parameters:
  ///   - text: The row.
  ///   - style: Its font.
  ///   - levels: Which way its bytes run.
  /// - Returns: Its glyphs from left to right.
  func shape(_ text: Substring, in style: FontStyle, levels: TextLevels) -> ShapedText
}

extension TextShaper {
  /// Shapes a text that is a paragraph and a row of its own.
  package func shape(_ text: Substring, in style: FontStyle) -> ShapedText {
    shape(text, in: style, levels: levels(of: text, base: nil))
  }
}
