/// Turns text into placed glyphs: the seam where a shaping engine goes.
///
/// Conforming types: `FontSet` (Xft) and, in tests, a shaper with cells of one width.
package protocol TextShaper: AnyObject {
  func metrics(of style: FontStyle) -> FontMetrics

  /// Shapes one piece of text without line breaks.
  ///
  /// Controls and what no font has are shaped too, as visible boxes; a tab has the width of 4 spaces.
  func shape(_ text: Substring, in style: FontStyle) -> ShapedText
}
