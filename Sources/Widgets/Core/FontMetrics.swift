/// The vertical measures of a font, in pixels.
package struct FontMetrics: Hashable, Sendable {
  package var ascent: Int
  package var descent: Int
  /// The distance from one baseline to the next.
  package var lineHeight: Int

  package init(ascent: Int, descent: Int, lineHeight: Int) {
    self.ascent = ascent
    self.descent = descent
    self.lineHeight = lineHeight
  }
}
