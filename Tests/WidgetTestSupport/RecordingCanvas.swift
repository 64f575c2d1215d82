package import Widgets

/// A canvas that remembers what was drawn on it.
package final class RecordingCanvas: Canvas {
  package enum Operation: Equatable {
    case fill(Rect, Color)
    case stroke(Rect, Color)
    case ellipse(Rect, Color)
    /// The box that just holds it.
    case polygon(Rect, Color)
    /// The first code point of each cluster stands for it, as `CellShaper` makes them.
    case text(String, at: Point, Color)
  }

  package private(set) var clip: Rect
  /// What was drawn inside the clip that was in force then.
  package private(set) var operations: [Operation] = []

  package init(clip: Rect) {
    self.clip = clip
  }

  package var texts: [String] {
    operations.compactMap { if case .text(let text, _, _) = $0 { text } else { nil } }
  }

  package func clipped(to rect: Rect, _ body: () -> Void) {
    let outer = clip
    clip = clip.intersection(rect)
    body()
    clip = outer
  }

  package func fill(_ rect: Rect, with color: Color) {
    let part = rect.intersection(clip)
    if !part.isEmpty { operations.append(.fill(part, color)) }
  }

  package func stroke(_ rect: Rect, thickness: Int, with color: Color) {
    if rect.intersects(clip) { operations.append(.stroke(rect, color)) }
  }

  package func fillEllipse(in rect: Rect, with color: Color) {
    if rect.intersects(clip) { operations.append(.ellipse(rect, color)) }
  }

  package func fillPolygon(_ corners: [(x: Double, y: Double)], with color: Color) {
    guard let left = corners.map(\.x).min(), let right = corners.map(\.x).max(),
      let top = corners.map(\.y).min(), let bottom = corners.map(\.y).max()
    else { return }
    let box = Rect(
      x: Int(left.rounded(.down)), y: Int(top.rounded(.down)),
      width: Int((right - left).rounded(.up)), height: Int((bottom - top).rounded(.up)))
    if box.intersects(clip) { operations.append(.polygon(box, color)) }
  }

  package func draw(_ text: ShapedText, at baseline: Point, with color: Color) {
    let box = Rect(x: baseline.x, y: baseline.y - 16, width: text.width, height: 20)
    guard box.intersects(clip) else { return }
    let scalars = text.glyphs.compactMap { Unicode.Scalar($0.index) }
    operations.append(.text(String(String.UnicodeScalarView(scalars)), at: baseline, color))
  }
}
