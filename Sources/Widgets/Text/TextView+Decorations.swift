extension TextView {
  /// Draws behind the text: the paragraph that was looked for.
  func drawHighlight(on canvas: any Canvas, in context: WindowContext) {
    guard let rect = highlightRect() else { return }
    canvas.fill(rect, with: context.theme.inactiveSelectionBackground)
    let edge = Rect(x: rect.x, y: rect.y, width: context.scaled(3), height: rect.height)
    canvas.fill(edge, with: context.theme.focusRing)
  }

  /// Draws beside the text: the marks in the margin and the lines of the dividers.
  func drawDecorations(on canvas: any Canvas, in context: WindowContext) {
    guard paragraphs.decoratedCount > 0, let first = pane.placed.first else { return }
    var paragraph = paragraphs.index(ofPiece: first.index)
    var end = paragraphs.pieces(of: paragraph..<paragraph + 1).upperBound
    for piece in pane.placed {
      while piece.index >= end, paragraph + 1 < paragraphs.count {
        paragraph += 1
        end += paragraphs.entries[paragraph].pieceCount
      }
      let entry = paragraphs.entries[paragraph]
      if entry.divider != nil { drawDivider(entry, at: piece, on: canvas, in: context) }
      if entry.mark != nil, piece.index == end - 1 {
        drawMark(entry, at: piece, on: canvas, in: context)
      }
    }
  }

  /// Where the marks are: right of the text.
  func marginRect(in context: WindowContext) -> Rect {
    let width = hasMargin ? context.scaled(Mark.width) : 0
    return Rect(x: pane.area.maxX, y: pane.area.y, width: width, height: pane.area.height)
  }

  /// Damages what is drawn beside a paragraph.
  func invalidateDecorations(of paragraph: Int) {
    guard let context = state.tree?.context else { return }
    let pieces = paragraphs.pieces(of: paragraph..<paragraph + 1)
    guard pane.placed.contains(where: { pieces.contains($0.index) }) else { return }
    invalidate(marginRect(in: context))
  }

  private func drawMark(
    _ entry: ParagraphTable.Entry, at piece: TextViewport.PlacedPiece, on canvas: any Canvas,
    in context: WindowContext
  ) {
    let margin = marginRect(in: context)
    let bottom = pane.area.y + piece.start + pane.document.extent(of: piece.index)
    let cell = Rect(
      x: margin.x, y: bottom - pane.lineHeight, width: margin.width, height: pane.lineHeight)
    guard cell.intersects(canvas.clip) else { return }
    let isHighlighted = entry.id != nil && entry.id == highlightedID
    let theme = context.theme
    canvas.clipped(to: margin) {
      entry.mark?.draw(
        in: cell,
        over: isHighlighted ? theme.inactiveSelectionBackground : theme.fieldBackground,
        on: canvas, in: context)
    }
  }

  private func drawDivider(
    _ entry: ParagraphTable.Entry, at piece: TextViewport.PlacedPiece, on canvas: any Canvas,
    in context: WindowContext
  ) {
    let layout = pane.document.layout(of: piece.index)
    guard let row = layout.rows.first, layout.rows.count == 1, let divider = entry.divider else {
      return
    }
    let color = divider == .quiet ? context.theme.border : divider.color(in: context.theme)
    let gap = context.scaled(8)
    let y = pane.area.y + piece.start + pane.lineHeight / 2
    let thickness = context.scaled(1)
    let left = (start: pane.area.x, end: pane.area.x + row.indent - gap)
    let right = (start: pane.area.x + layout.width + gap, end: marginRect(in: context).maxX)
    canvas.clipped(to: pane.area.union(marginRect(in: context))) {
      // Beside a text that nearly fills the row there is no room for a line.
      for part in [left, right] where part.end > part.start {
        canvas.fill(
          Rect(x: part.start, y: y, width: part.end - part.start, height: thickness), with: color)
      }
    }
  }

  /// The rows of the highlighted paragraph that are in view, as wide as the view.
  private func highlightRect() -> Rect? {
    guard let id = highlightedID, let index = paragraphs.index(of: id) else { return nil }
    let pieces = paragraphs.pieces(of: index..<index + 1)
    let seen = pane.placed.filter { pieces.contains($0.index) }
    guard let first = seen.first, let last = seen.last else { return nil }
    let end = last.start + pane.document.extent(of: last.index)
    let rect = Rect(
      x: bounds.x, y: pane.area.y + first.start, width: bounds.width, height: end - first.start)
    return rect.intersection(
      Rect(x: bounds.x, y: pane.area.y, width: bounds.width, height: pane.area.height))
  }
}
