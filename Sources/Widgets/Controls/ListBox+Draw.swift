extension ListBox {
  /// The colours of one row.
  private struct RowColors {
    var background: Color?
    var text: Color
    /// Of the detail and the caption.
    var quiet: Color
    var badge: Color
    var badgeText: Color
    var dotEdge: Color?
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {
    canvas.fill(bounds, with: context.theme.fieldBackground)
    canvas.clipped(to: rowsArea) {
      for row in rows(in: canvas.clip) { draw(row: row, on: canvas, in: context) }
      drawTypeAhead(on: canvas, in: context)
    }
    if hasFocus && context.isActive {
      canvas.stroke(bounds, thickness: Self.frameWidth(context), with: context.theme.focusRing)
    } else {
      canvas.stroke(bounds, thickness: context.scaled(1), with: context.theme.border)
    }
  }

  private func draw(row: Int, on canvas: any Canvas, in context: WindowContext) {
    let item = items[row]
    let rect = rect(ofRow: row)
    let colors = colors(of: item, isSelected: row == selectedRow, in: context)
    if let background = colors.background { canvas.fill(rect, with: background) }
    if item.startsGroup, row > 0 {
      canvas.fill(
        Rect(x: rect.x, y: rect.y, width: rect.width, height: context.scaled(1)),
        with: context.theme.border)
    }
    let padding = context.scaled(context.theme.padding)
    var inside = rect.inset(dx: padding, dy: 0)
    if hasCaptions {
      inside.height = titleHeight(in: context)
      inside.y += context.scaled(4)
      drawCaption(item, below: inside, colors.quiet, on: canvas, context)
    }
    if hasPresence {
      drawDot(item.presence, at: inside, colors: colors, on: canvas, in: context)
      let taken = context.scaled(8) + context.scaled(context.theme.spacing)
      inside = Rect(
        x: inside.x + taken, y: inside.y, width: inside.width - taken, height: inside.height)
    }
    inside.width -= drawBadge(item.unread, in: inside, colors: colors, on: canvas, context)
    let warns = item.isWarning && colors.dotEdge == nil
    let detailColor = warns ? context.theme.errorText : colors.quiet
    inside.width -= drawDetail(item, in: inside, detailColor, on: canvas, context)
    drawName(item, width: inside.width, in: inside, colors.text, on: canvas, context)
  }

  private func colors(of item: Item, isSelected: Bool, in context: WindowContext) -> RowColors {
    let theme = context.theme
    let text = item.presence == .offline ? theme.quietText : theme.text
    guard isSelected else {
      return RowColors(
        text: text, quiet: theme.quietText, badge: theme.badgeBackground, badgeText: theme.badgeText
      )
    }
    guard hasFocus && context.isActive else {
      return RowColors(
        background: theme.inactiveSelectionBackground, text: theme.text, quiet: theme.quietText,
        badge: theme.badgeBackground, badgeText: theme.badgeText)
    }
    // The badge and the dot have to stand out from the selection's colour.
    return RowColors(
      background: theme.selectionBackground, text: theme.selectionText,
      quiet: theme.selectionText, badge: theme.selectionText, badgeText: theme.selectionBackground,
      dotEdge: theme.selectionText)
  }

  private func drawDot(
    _ presence: Presence?, at inside: Rect, colors: RowColors, on canvas: any Canvas,
    in context: WindowContext
  ) {
    guard let presence else { return }
    let size = context.scaled(8)
    let dot = Rect(
      x: inside.x, y: inside.y + (inside.height - size) / 2, width: size, height: size)
    let edge = context.scaled(1)
    if let color = colors.dotEdge {
      canvas.fillEllipse(in: dot.inset(dx: -edge, dy: -edge), with: color)
    }
    canvas.fillEllipse(in: dot, with: context.theme.color(of: presence))
    guard presence == .offline else { return }
    // Hollow, so that colour is not all that tells it from the others.
    let hole = dot.inset(dx: 2 * edge, dy: 2 * edge)
    let background = colors.dotEdge ?? colors.background ?? context.theme.fieldBackground
    canvas.fillEllipse(in: hole, with: background)
  }

  /// Draws the count at the right.
  ///
  /// - Returns: The width it took, with the space before it; 0 for no count.
  private func drawBadge(
    _ count: Int, in inside: Rect, colors: RowColors, on canvas: any Canvas,
    _ context: WindowContext
  ) -> Int {
    guard count > 0 else { return 0 }
    let label = count > 999 ? "999+" : String(count)
    let text = rowTexts.text(label, in: .small, fitting: inside.width, shaper: context.shaper)
    let metrics = context.shaper.metrics(of: .small)
    let height = min(inside.height - context.scaled(2), metrics.ascent + metrics.descent)
    let width = max(height, text.width + height / 2 + context.scaled(2))
    let pill = Rect(
      x: inside.maxX - width, y: inside.y + (inside.height - height) / 2, width: width,
      height: height)
    canvas.fillPill(pill, with: colors.badge)
    let baseline = Point(
      x: pill.x + (width - text.width) / 2, y: metrics.baseline(centredIn: pill))
    canvas.draw(text, at: baseline, with: colors.badgeText)
    return width + context.scaled(context.theme.spacing)
  }

  /// Draws the words at the right, in at most half of the width.
  ///
  /// - Returns: The width they took, with the space before them; 0 for none.
  private func drawDetail(
    _ item: Item, in inside: Rect, _ color: Color, on canvas: any Canvas, _ context: WindowContext
  ) -> Int {
    guard !item.detail.isEmpty else { return 0 }
    let text = rowTexts.text(
      item.detail, in: .small, fitting: max(0, inside.width / 2), shaper: context.shaper)
    let y = context.shaper.metrics(of: .regular).baseline(centredIn: inside)
    canvas.draw(text, at: Point(x: inside.maxX - text.width, y: y), with: color)
    return text.width + context.scaled(context.theme.spacing)
  }

  private func drawCaption(
    _ item: Item, below title: Rect, _ color: Color, on canvas: any Canvas,
    _ context: WindowContext
  ) {
    let text = rowTexts.text(
      item.caption, in: .small, fitting: title.width, shaper: context.shaper)
    let baseline = context.shaper.metrics(of: .small).baseline(inLineAt: title.maxY)
    canvas.draw(text, at: Point(x: title.x, y: baseline), with: color)
  }

  private func drawName(
    _ item: Item, width: Int, in inside: Rect, _ color: Color, on canvas: any Canvas,
    _ context: WindowContext
  ) {
    let style: FontStyle = item.unread > 0 || item.isEmphasised ? .bold : .regular
    let text = rowTexts.text(
      item.text, in: style, fitting: max(0, width), shaper: context.shaper)
    // Regular and bold names share the regular font's baseline.
    let y = context.shaper.metrics(of: .regular).baseline(centredIn: inside)
    canvas.clipped(to: Rect(x: inside.x, y: inside.y, width: width, height: inside.height)) {
      canvas.draw(text, at: Point(x: inside.x, y: y), with: color)
    }
  }
}

extension Canvas {
  /// Fills a rectangle whose left and right ends are half-circles.
  fileprivate func fillPill(_ rect: Rect, with color: Color) {
    let cap = min(rect.height, rect.width)
    fillEllipse(in: Rect(x: rect.x, y: rect.y, width: cap, height: rect.height), with: color)
    guard rect.width > cap else { return }
    fillEllipse(
      in: Rect(x: rect.maxX - cap, y: rect.y, width: cap, height: rect.height), with: color)
    fill(
      Rect(x: rect.x + cap / 2, y: rect.y, width: rect.width - cap, height: rect.height),
      with: color)
  }
}
