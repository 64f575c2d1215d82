/// How long one wake-up may take to draw glyphs that are shown for the first time.
///
/// Xft draws a glyph, or decodes it where it is a picture, when a text first needs it: a third of a millisecond for
/// a picture at 192 dpi, a window full of which would be a freeze. What the budget does not suffice for is drawn in
/// the wake-ups that follow, and what was typed in the meantime comes first.
final class GlyphBudget {
  /// Of processor time and whatever else holds it up; at least one glyph a wake-up is always drawn.
  private static let perWakeUp = Duration.milliseconds(8)

  private var rest = perWakeUp

  /// A wake-up begins.
  func renew() { rest = Self.perWakeUp }

  var isSpent: Bool { rest <= .zero }

  /// Draws a glyph, and takes off what that took.
  func spend(on work: () -> Void) {
    rest -= ContinuousClock().measure(work)
  }
}
