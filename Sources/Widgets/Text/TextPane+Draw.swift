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
    let place = RowPlace(
      row: row, piece: piece.index,
      origin: Point(
        x: area.x + (wraps ? 0 : piece.start),
        y: area.y + (wraps ? piece.start + row * lineHeight : 0)))
    let runs = layout.runs(of: row)
    let links = links(at: place, layout)
    draw(runs, at: place, links, on: canvas, in: theme, color: nil)
    let background = isActive ? theme.selectionBackground : theme.inactiveSelectionBackground
    func drawSelected(_ range: Range<TextPosition>) {
      for rect in rects(of: range, at: place, layout) {
        canvas.fill(rect, with: background)
        canvas.clipped(to: rect) {
          draw(
            runs, at: place, links, on: canvas, in: theme,
            color: isActive ? theme.selectionText : nil)
        }
      }
    }
    drawSelected(selection.range)
    for mark in marks {
      switch mark.look {
      case .reversed: drawSelected(mark.range)
      case .underlined:
        for rect in rects(of: mark.range, at: place, layout) {
          canvas.fill(underline(below: rect), with: theme.text)
        }
      }
    }
  }

  /// A row on the window.
  private struct RowPlace {
    var row: Int
    var piece: Int
    /// Its top left.
    var origin: Point
  }

  /// Where on a row something is that does something, from the left.
  private func links(at place: RowPlace, _ layout: PieceLayout) -> [Rect] {
    guard !layout.piece.actions.isEmpty else { return [] }
    return layout.piece.actions.flatMap { action in
      let start = TextPosition(piece: place.piece, offset: action.range.lowerBound)
      let end = TextPosition(piece: place.piece, offset: action.range.upperBound)
      return rects(of: start..<end, at: place, layout)
    }
    .sorted { $0.x < $1.x }
  }

  /// Draws a row's glyphs, links in their colour and underlined; no part is drawn over another.
  ///
  /// A `color` is that of all that is drawn; without one each part has its own.
  private func draw(
    _ runs: [PlacedRun], at place: RowPlace, _ links: [Rect], on canvas: any Canvas,
    in theme: Theme, color: Color?
  ) {
    func drawPlain() { draw(runs, at: place, on: canvas) { color ?? $0.color.color(in: theme) } }
    guard !links.isEmpty else { return drawPlain() }
    let linkColor = color ?? theme.link
    var x = area.x
    func skip(to end: Int) -> Rect {
      defer { x = end }
      return Rect(x: x, y: place.origin.y, width: max(0, end - x), height: lineHeight)
    }
    for link in links {
      canvas.clipped(to: skip(to: link.x)) { drawPlain() }
      canvas.clipped(to: skip(to: link.maxX)) {
        draw(runs, at: place, on: canvas) { _ in linkColor }
        canvas.fill(underline(below: link), with: linkColor)
      }
    }
    canvas.clipped(to: skip(to: area.maxX)) { drawPlain() }
  }

  private func draw(
    _ runs: [PlacedRun], at place: RowPlace, on canvas: any Canvas, color: (PlacedRun) -> Color
  ) {
    for run in runs {
      let baseline = Point(x: place.origin.x + run.x, y: place.origin.y + ascent)
      canvas.draw(run.shaped, at: baseline, with: color(run))
    }
  }

  /// Below the letters, inside the row.
  private func underline(below rect: Rect) -> Rect {
    let top = min(rect.y + ascent + 2 * caretWidth, rect.maxY - caretWidth)
    return Rect(x: rect.x, y: top, width: rect.width, height: caretWidth)
  }

  /// The parts of a row that show a part of the text; a line break in it shows too.
  private func rects(
    of range: Range<TextPosition>, at place: RowPlace, _ layout: PieceLayout
  ) -> [Rect] {
    let index = place.piece
    guard !range.isEmpty, range.lowerBound.piece <= index, range.upperBound.piece >= index else {
      return []
    }
    let content = layout.content(of: place.row)
    let start = range.lowerBound.piece < index ? 0 : range.lowerBound.offset
    let end = range.upperBound.piece > index ? Int.max : range.upperBound.offset
    guard start <= content.upperBound, end > content.lowerBound else { return [] }
    let low = max(start, content.lowerBound)
    let high = min(end, content.upperBound)
    var parts = low < high ? layout.extents(of: low..<high, inRow: place.row) : []
    if end > content.upperBound, !layout.rows[place.row].isWrapped {
      parts.append(lineBreak(inRow: place.row, at: content.upperBound, layout))
    }
    return parts.map {
      Rect(
        x: place.origin.x + $0.lowerBound, y: place.origin.y, width: $0.count, height: lineHeight)
    }
  }

  private func lineBreak(inRow row: Int, at offset: Int, _ layout: PieceLayout) -> Range<Int> {
    let x = layout.x(of: offset, inRow: row)
    let width = lineHeight / 3
    return layout.isRightToLeft(row: row) ? x - width..<x : x..<x + width
  }
}
