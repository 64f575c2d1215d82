import Widgets

/// The parts of a window that wait for glyphs which a wake-up had no time to draw.
///
/// Each is drawn by itself, and never anything that is on the screen already: so all of them are drawn at last, even
/// where there are more pictures to see than Xft keeps.
struct UndrawnParts {
  /// Beyond it they become one: a row of text leaves one or two.
  private static let limit = 1_024

  private var parts: [Rect] = []

  var isEmpty: Bool { parts.isEmpty }

  /// A part has been drawn, or is about to be, all but these.
  mutating func replace(_ drawn: Rect, with undrawn: [Rect]) {
    parts.removeAll { $0.intersection(drawn) == $0 }
    for part in undrawn.reversed() where !isCovered(part) { parts.append(part) }
    guard parts.count > Self.limit else { return }
    parts = [parts.reduce(.zero) { $0.union($1) }]
  }

  /// The part to draw next: what an earlier one left of it, else the topmost of those that were found last.
  var next: Rect? { parts.last }

  private func isCovered(_ part: Rect) -> Bool {
    parts.contains { $0.intersection(part) == part }
  }
}
