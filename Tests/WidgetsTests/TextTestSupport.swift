import WidgetTestSupport
import Widgets

extension TestWindow {
  /// Draws the whole window.
  func redraw() -> RecordingCanvas {
    tree.invalidate(tree.root.bounds)
    return draw()
  }

  /// The rows that are drawn, from top to bottom, each as it reads.
  var rows: [String] { placedRows.map(\.text) }

  /// The rows that are drawn and where their baselines are.
  var placedRows: [(y: Int, text: String)] {
    var rows: [Int: [(x: Int, text: String)]] = [:]
    for operation in redraw().operations {
      guard case .text(let text, let at, let color) = operation else { continue }
      // What is selected is drawn a second time over itself.
      if color == Theme().selectionText { continue }
      rows[at.y, default: []].append((at.x, text))
    }
    return rows.sorted { $0.key < $1.key }.map { y, parts in
      (y, parts.sorted { $0.x < $1.x }.map(\.text).joined())
    }
  }

  func filled(with color: Color) -> [Rect] {
    redraw().operations.compactMap {
      if case .fill(let rect, color) = $0 { rect } else { nil }
    }
  }

  /// Does something with the primary button.
  func mouse(
    _ phase: PointerEvent.Phase, x: Int, y: Int, count: Int = 1, modifiers: Modifiers = []
  ) {
    tree.handle(
      .pointer(
        PointerEvent(
          phase, button: .primary, at: Point(x: x, y: y), modifiers: modifiers, clickCount: count)))
  }

  func wheel(_ notches: Double, x: Int = 20, y: Int = 20) -> Bool {
    tree.handle(.scroll(ScrollEvent(at: Point(x: x, y: y), notches: notches)))
  }
}

extension TextView {
  /// Adds a paragraph of one span.
  func append(_ text: String, indent: Int = 0) {
    append(Paragraph([Span(text)], indent: indent))
  }

  var scrollBarForTest: ScrollBar? { children.first as? ScrollBar }
}
