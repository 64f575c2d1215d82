extension TextPane {
  /// The place in the text that is nearest to a point of the window.
  func hit(at point: Point) -> TextHit {
    guard let (index, row, x) = row(at: point) else { return TextHit(position: .start) }
    return hit(inRow: row, of: index, atX: x)
  }

  /// The start of the cluster that a point of the window is on, or else the nearest place.
  func clusterHit(at point: Point) -> TextHit {
    guard let (index, row, x) = row(at: point),
      let offset = document.layout(of: index).offset(under: x, inRow: row)
    else { return hit(at: point) }
    return TextHit(position: TextPosition(piece: index, offset: offset))
  }

  /// The cluster that a point of the window is on; nil beside the text.
  func position(under point: Point) -> TextPosition? {
    guard area.contains(point), let (index, row, x) = row(at: point) else { return nil }
    let top = placed.first { $0.index == index }.map { area.y + $0.start + row * lineHeight }
    guard let top, !wraps || top..<top + lineHeight ~= point.y else { return nil }
    return document.layout(of: index).offset(under: x, inRow: row)
      .map { TextPosition(piece: index, offset: $0) }
  }

  /// The row that is nearest to a point, and how far the point is from its left.
  private func row(at point: Point) -> (piece: Int, row: Int, x: Int)? {
    let along = wraps ? point.y - area.y : point.x - area.x
    guard let piece = placed.last(where: { $0.start <= along }) ?? placed.first else { return nil }
    guard wraps else { return (piece.index, 0, along - piece.start) }
    let count = document.layout(of: piece.index).rows.count
    let row = along < piece.start ? 0 : min((along - piece.start) / lineHeight, count - 1)
    return (piece.index, row, point.x - area.x)
  }

  /// The place in a row that is nearest to a distance from its left.
  func hit(inRow row: Int, of index: Int, atX x: Int) -> TextHit {
    let layout = document.layout(of: index)
    let end = rowEnd(of: row, of: index)
    let (offset, sticksBack) = layout.place(atX: x, inRow: row)
    guard offset < end.position.offset else {
      return TextHit(position: document.canonical(end.position), sticksBack: end.sticksBack)
    }
    return TextHit(
      position: document.canonical(TextPosition(piece: index, offset: offset)),
      sticksBack: sticksBack)
  }

  /// The last place of a row: before its line break, or before the space it wraps at.
  func rowEnd(of row: Int, of index: Int) -> TextHit {
    let layout = document.layout(of: index)
    let content = layout.content(of: row)
    guard layout.rows[row].isWrapped, !content.isEmpty else {
      return TextHit(position: TextPosition(piece: index, offset: content.upperBound))
    }
    let text = layout.piece.text
    let lastByte = text.utf8[layout.piece.index(at: content.upperBound - 1)]
    guard lastByte == UInt8(ascii: " ") else {
      return TextHit(
        position: TextPosition(piece: index, offset: content.upperBound), sticksBack: true)
    }
    return TextHit(position: TextPosition(piece: index, offset: content.upperBound - 1))
  }

  /// The first place of the row that a place is shown in.
  func rowStart(of hit: TextHit) -> TextHit {
    guard wraps else { return TextHit(position: document.lineStart(at: hit.position)) }
    let index = hit.position.piece
    let start = document.layout(of: index).rows[row(of: hit)].start
    return TextHit(position: TextPosition(piece: index, offset: start))
  }

  /// The last place of the row that a place is shown in.
  func rowEnd(of hit: TextHit) -> TextHit {
    guard wraps else { return TextHit(position: document.lineEnd(at: hit.position)) }
    let end = rowEnd(of: row(of: hit), of: hit.position.piece)
    return TextHit(position: document.canonical(end.position), sticksBack: end.sticksBack)
  }

  /// The row that a place is shown in.
  func row(of hit: TextHit) -> Int {
    document.layout(of: hit.position.piece).row(at: hit.position.offset, sticksBack: hit.sticksBack)
  }

  /// How far a place is from the left of its row, in pixels.
  func x(of hit: TextHit) -> Int {
    document.layout(of: hit.position.piece)
      .x(of: hit.position.offset, inRow: row(of: hit), sticksBack: hit.sticksBack)
  }

  /// Where a caret is on the window; nil where its piece isn't in view.
  func caretRect(at hit: TextHit) -> Rect? {
    guard let piece = placed.first(where: { $0.index == hit.position.piece }) else { return nil }
    let x = x(of: hit)
    guard wraps else {
      return Rect(x: area.x + piece.start + x, y: area.y, width: caretWidth, height: lineHeight)
    }
    return Rect(
      x: area.x + min(x, area.width - caretWidth),
      y: area.y + piece.start + row(of: hit) * lineHeight, width: caretWidth, height: lineHeight)
  }

  /// The place some rows further down, or up where negative, nearest to `x`.
  ///
  /// - Returns: Nil where there is no row that way; the first or last one where there are too few.
  func hit(_ rows: Int, rowsBelow start: TextHit, atX x: Int) -> TextHit? {
    guard wraps else { return nil }
    var index = start.position.piece
    var row = row(of: start)
    var rest = rows
    while rest != 0 {
      let step = rest > 0 ? 1 : -1
      let count = document.layout(of: index).rows.count
      if (0..<count).contains(row + step) {
        row += step
      } else if document.slots.indices.contains(index + step) {
        index += step
        row = step > 0 ? 0 : document.layout(of: index).rows.count - 1
      } else {
        break
      }
      rest -= step
    }
    return rest == rows ? nil : hit(inRow: row, of: index, atX: x)
  }
}
