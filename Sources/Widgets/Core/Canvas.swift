/// What widgets draw on.
///
/// It clips: nothing outside `clip` changes.
/// Conforming types: `XftCanvas` and, in tests, `RecordingCanvas`.
package protocol Canvas: AnyObject {
  /// The part of the window that drawing changes, in pixels.
  var clip: Rect { get }

  /// Runs `body` with the clip cut down to `rect`.
  func clipped(to rect: Rect, _ body: () -> Void)

  func fill(_ rect: Rect, with color: Color)

  /// Draws the outline of `rect`, `thickness` pixels wide, inside it.
  func stroke(_ rect: Rect, thickness: Int, with color: Color)

  /// Fills the circle or ellipse that `rect` just holds.
  func fillEllipse(in rect: Rect, with color: Color)

  /// Fills a convex polygon with smooth edges; its corners are in order, between pixels where they say so.
  func fillPolygon(_ corners: [(x: Double, y: Double)], with color: Color)

  /// Draws shaped text with its pen starting at `baseline`.
  ///
  /// - Parameters:
  ///   - text: What a `TextShaper` made.
  ///   - baseline: The pen's start.
  ///   - color: The colour of all glyphs but those that bring their own.
  func draw(_ text: ShapedText, at baseline: Point, with color: Color)
}
