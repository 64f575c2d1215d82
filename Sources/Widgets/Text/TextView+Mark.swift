extension TextView {
  /// What became of something that was sent: a small sign in the margin, at its last row.
  ///
  /// Each has a shape of its own, so that colour is not all that tells it from the others.
  package enum Mark: Hashable, Sendable, CaseIterable {
    /// A clock.
    case waiting
    /// A tick.
    case sent
    /// Two ticks.
    case delivered
    /// An eye.
    case read
    /// An exclamation mark.
    case failed

    /// The colour of it in a theme.
    package func color(in theme: Theme) -> Color {
      switch self {
      case .waiting, .sent, .delivered: theme.quietText
      case .read: TextColor.accent.color(in: theme)
      case .failed: theme.errorText
      }
    }

    /// How wide the margin is that has room for one, in pixels at 96 dpi.
    static let width = 18

    /// Draws it.
    ///
    /// - Parameters:
    ///   - cell: Where: it is put into the middle.
    ///   - background: What shows through it.
    ///   - canvas: What to draw on.
    ///   - context: Theme and scale.
    func draw(
      in cell: Rect, over background: Color, on canvas: any Canvas, in context: WindowContext
    ) {
      let pen = MarkPen(
        canvas: canvas, color: color(in: context.theme), background: background,
        scale: context.scale,
        center: (x: Double(cell.x) + Double(cell.width) / 2, y: Double(cell.y + cell.height / 2)))
      switch self {
      case .waiting: pen.drawClock()
      case .sent: pen.drawTick(at: 0)
      case .delivered:
        pen.drawTick(at: -2)
        pen.drawTick(at: 2)
      case .read: pen.drawEye()
      case .failed: pen.drawExclamation()
      }
    }
  }
}
