/// Where a key takes the caret on the screen.
enum TextStep {
  case left, right
}

extension TextPane {
  /// A cluster as it stands in a row.
  private struct Cell {
    var start: Int
    var end: Int
    var x: Int
    var isRightToLeft: Bool
  }

  /// The place one cluster to the left or right of the caret, as it is seen.
  ///
  /// The caret goes over the clusters in the order in which they stand, and from the row's edge to the row
  /// before or after, as the paragraph runs.
  func step(_ step: TextStep) -> TextHit {
    let index = caret.position.piece
    let layout = document.layout(of: index)
    let row = row(of: caret)
    let isForward = (step == .right) != layout.isRightToLeft(row: row)
    let cells = cells(of: row, layout)
    guard cells.contains(where: \.isRightToLeft) else { return logicalStep(isForward: isForward) }
    let stop = stop(in: cells)
    let crossed = step == .right ? stop : stop - 1
    guard cells.indices.contains(crossed) else {
      return beyondRow(row, of: index, isForward: isForward)
    }
    let cell = cells[crossed]
    let isStart = (step == .left) != cell.isRightToLeft
    let place = layout.simplified(
      isStart ? cell.start : cell.end, sticksBack: !isStart, inRow: row)
    return TextHit(
      position: document.canonical(TextPosition(piece: index, offset: place.offset)),
      sticksBack: place.sticksBack)
  }

  /// The next word's end or the last word's start, as the row runs.
  func stepByWord(_ step: TextStep) -> TextHit {
    let focus = selection.focus
    let isForward = (step == .right) != isRightToLeft(at: caret)
    return TextHit(
      position: isForward ? document.wordEnd(after: focus) : document.wordStart(before: focus))
  }

  /// The end of a selection that is on one side, as the row runs.
  func edge(of range: Range<TextPosition>, _ step: TextStep) -> TextHit {
    let isForward = (step == .right) != isRightToLeft(at: caret)
    return TextHit(position: isForward ? range.upperBound : range.lowerBound)
  }

  private func isRightToLeft(at hit: TextHit) -> Bool {
    document.layout(of: hit.position.piece).isRightToLeft(row: row(of: hit))
  }

  private func logicalStep(isForward: Bool) -> TextHit {
    let focus = selection.focus
    return TextHit(
      position: isForward ? document.position(after: focus) : document.position(before: focus))
  }

  /// The clusters of a row from left to right.
  private func cells(of row: Int, _ layout: PieceLayout) -> [Cell] {
    layout.runs(of: row).flatMap { run in
      run.shaped.clusters.enumerated().map { number, cluster in
        Cell(
          start: run.start + Int(cluster.offset), end: run.start + run.shaped.end(of: number),
          x: run.x + Int(cluster.x), isRightToLeft: cluster.isRightToLeft)
      }
      // What has no width stands with the text before it.
      .enumerated().sorted {
        ($0.element.x, $0.element.isRightToLeft ? -$0.offset : $0.offset)
          < ($1.element.x, $1.element.isRightToLeft ? -$1.offset : $1.offset)
      }
      .map(\.element)
    }
  }

  /// The number of cells that are left of the caret.
  private func stop(in cells: [Cell]) -> Int {
    let offset = caret.position.offset
    if !caret.sticksBack, let next = cells.firstIndex(where: { $0.start == offset }) {
      return cells[next].isRightToLeft ? next + 1 : next
    }
    let before =
      cells.firstIndex { $0.end == offset }
      ?? cells.firstIndex { $0.start < offset && offset < $0.end }
    guard let before else { return 0 }
    return cells[before].isRightToLeft ? before : before + 1
  }

  /// Over the edge of a row: the start of the next, or the last place of the one before.
  private func beyondRow(_ row: Int, of index: Int, isForward: Bool) -> TextHit {
    let layout = document.layout(of: index)
    guard isForward else {
      let start = TextPosition(piece: index, offset: layout.rows[row].start)
      return TextHit(position: document.position(before: start))
    }
    let end = document.canonical(
      TextPosition(piece: index, offset: layout.content(of: row).upperBound))
    return TextHit(
      position: layout.rows[row].isWrapped ? end : document.position(after: end))
  }
}
