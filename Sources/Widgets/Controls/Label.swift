/// A text that is only read: one line that ends with "…" where it is too long, or wrapped.
///
/// The lines are centred in its height.
package final class Label: Widget {
  /// What a label's text means, which gives its colour.
  package enum ColorRole: Hashable, Sendable {
    case text, quiet, error
  }

  /// Where the lines are in the label's width.
  package enum Alignment: Hashable, Sendable {
    case leading, center, trailing
  }

  package var state = WidgetState()

  package var text: String {
    didSet { if text != oldValue { textChanged() } }
  }

  package var style: FontStyle {
    didSet { if style != oldValue { textChanged() } }
  }

  package var colorRole: ColorRole {
    didSet { if colorRole != oldValue { invalidate() } }
  }

  package var alignment: Alignment {
    didSet { if alignment != oldValue { invalidate() } }
  }

  /// Whether a long text goes on in more lines; if not, it is one line and line breaks are spaces.
  package var wraps: Bool {
    didSet { if wraps != oldValue { textChanged() } }
  }

  private var lines: [ShapedText] = []
  private var linesWidth: Int?
  /// What the container was told last, to know whether another text changes it.
  private var answer: (width: Int, size: Size)?

  package init(
    _ text: String = "", style: FontStyle = .regular, colorRole: ColorRole = .text,
    alignment: Alignment = .leading, wraps: Bool = false
  ) {
    self.text = text
    self.style = style
    self.colorRole = colorRole
    self.alignment = alignment
    self.wraps = wraps
  }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    let shaped =
      wraps ? lines(for: width, in: context) : [context.shaper.shape(text.singleLine, in: style)]
    let height = context.shaper.metrics(of: style).lineHeight * shaped.count
    let result = Size(width: shaped.map(\.width).max() ?? 0, height: height)
    answer = (width, result)
    return result
  }

  package func layout(in context: WindowContext) {
    // The fonts or the scale may be others now.
    linesWidth = nil
    invalidate()
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {
    if linesWidth != bounds.width {
      lines = lines(for: bounds.width, in: context)
      linesWidth = bounds.width
    }
    let metrics = context.shaper.metrics(of: style)
    let color = context.theme.color(of: colorRole)
    var y = bounds.y + max(0, (bounds.height - metrics.lineHeight * lines.count) / 2)
    for line in lines {
      let baseline = metrics.baseline(inLineAt: y)
      canvas.draw(line, at: Point(x: x(of: line), y: baseline), with: color)
      y += metrics.lineHeight
    }
  }

  private func lines(for width: Int, in context: WindowContext) -> [ShapedText] {
    wraps
      ? context.shaper.wrap(text, in: style, width: width)
      : [context.shaper.shape(text.singleLine, in: style, fitting: width)]
  }

  private func x(of line: ShapedText) -> Int {
    let rest = max(0, bounds.width - line.width)
    switch alignment {
    case .leading: return bounds.x
    case .center: return bounds.x + rest / 2
    case .trailing: return bounds.x + rest
    }
  }

  private func textChanged() {
    linesWidth = nil
    guard let context = state.tree?.context, let previous = answer,
      preferredSize(for: previous.width, in: context) == previous.size
    else { return invalidateLayout() }
    invalidate()
  }
}
