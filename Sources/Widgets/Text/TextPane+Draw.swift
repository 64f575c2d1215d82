extension TextPane {
  /// Draws the visible rows and what of them is selected.
  ///
  /// - Parameters:
  ///   - canvas: Where; only rows that its clip meets are shaped.
  ///   - context: The theme.
  ///   - isActive: Whether the selection is drawn as the one that keys work on.
  func draw(on canvas: any Canvas, in context: WindowContext, isActive: Bool) {
    canvas.clipped(to: area) {
      guard !canvas.clip.isEmpty else { return }
      for piece in placed {
        let layout = document.layout(of: piece.index)
        for row in rows(of: piece, layout, in: canvas.clip) {
          draw(row: row, of: piece, layout, on: canvas, in: context.theme, isActive: isActive)
        }
      }
    }
  }

  /// The rows of a piece that a part of the window shows.
  private func rows(
    of piece: TextViewport.PlacedPiece, _ layout: PieceLayout, in clip: Rect
  ) -> Range<Int> {
    guard wraps else { return 0..<1 }
    let top = area.y + piece.start
    let first = max(0, (clip.y - top) / lineHeight)
    let end = min(layout.rows.count, (clip.maxY - top + lineHeight - 1) / lineHeight)
    return first..<max(first, end)
  }

  private func draw(
    row: Int, of piece: TextViewport.PlacedPiece, _ layout: PieceLayout, on canvas: any Canvas,
    in theme: Theme, isActive: Bool
  ) {
    let left = area.x + (wraps ? 0 : piece.start)
    let top = area.y + (wraps ? piece.start + row * lineHeight : 0)
    let runs = layout.runs(of: row)
    for run in runs {
      canvas.draw(
        run.shaped, at: Point(x: left + run.x, y: top + ascent), with: run.color.color(in: theme))
    }
    let background = isActive ? theme.selectionBackground : theme.inactiveSelectionBackground
    for part in selectedExtents(inRow: row, of: piece.index, layout) {
      let rect = Rect(x: left + part.lowerBound, y: top, width: part.count, height: lineHeight)
      canvas.fill(rect, with: background)
      canvas.clipped(to: rect) {
        for run in runs {
          canvas.draw(
            run.shaped, at: Point(x: left + run.x, y: top + ascent),
            with: isActive ? theme.selectionText : run.color.color(in: theme))
        }
      }
    }
  }

  /// The parts of a row that are selected, as left and right edges; a selected line break shows too.
  private func selectedExtents(inRow row: Int, of index: Int, _ layout: PieceLayout) -> [Range<Int>]
  {
    guard !selection.isEmpty else { return [] }
    let range = selection.range
    guard range.lowerBound.piece <= index, range.upperBound.piece >= index else { return [] }
    let content = layout.content(of: row)
    let start = range.lowerBound.piece < index ? 0 : range.lowerBound.offset
    let end = range.upperBound.piece > index ? Int.max : range.upperBound.offset
    guard start <= content.upperBound, end > content.lowerBound else { return [] }
    let low = max(start, content.lowerBound)
    let high = min(end, content.upperBound)
    var parts = low < high ? layout.extents(of: low..<high, inRow: row) : []
    if end > content.upperBound, !layout.rows[row].isWrapped {
      let x = layout.x(of: content.upperBound, inRow: row)
      let width = lineHeight / 3
      parts.append(layout.isRightToLeft(row: row) ? x - width..<x : x..<x + width)
    }
    return parts
  }
}
