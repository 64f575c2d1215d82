/// Wraps the lines of a piece: what `PieceLayout` is made with.
struct PieceLayoutBuilder {
  let piece: TextPiece
  let format: PieceLayout.Format
  let shaper: any TextShaper
  private(set) var rows: [TextRow] = []
  /// The glyphs of the rows that are lines of their own.
  private(set) var runs: [Int: [PlacedRun]] = [:]
  private(set) var widest = 0

  init(piece: TextPiece, format: PieceLayout.Format, shaper: any TextShaper) {
    self.piece = piece
    self.format = format
    self.shaper = shaper
  }

  /// Wraps all lines.
  mutating func build() {
    let bytes = Array(piece.text.utf8)
    var start = 0
    while let lineBreak = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      addLine(start..<lineBreak, in: bytes)
      rows[rows.count - 1].end = lineBreak + 1
      start = lineBreak + 1
    }
    if start < bytes.count || rows.isEmpty || !piece.isContinued {
      addLine(start..<bytes.count, in: bytes)
      // A paragraph that goes on elsewhere wraps here: the edge isn't the line's end.
      rows[rows.count - 1].isWrapped = piece.isContinued
    }
  }

  private mutating func addLine(_ line: Range<Int>, in bytes: [UInt8]) {
    let firstIndent = rows.isEmpty && piece.startsParagraph ? 0 : format.indent
    let shaped = place(line, of: line, at: firstIndent)
    let end = shaped.last.map { $0.x + $0.shaped.width } ?? firstIndent
    guard let width = format.width, end > width else {
      let shift = piece.isCentred ? max(0, (format.width ?? end) - end) / 2 : 0
      runs[rows.count] = piece.isCentred ? move(shaped, by: shift) : align(shaped, blankWidth: 0)
      rows.append(
        TextRow(
          start: line.lowerBound, end: line.upperBound, isWrapped: false,
          indent: firstIndent + shift))
      widest = max(widest, end + shift)
      return
    }
    widest = max(widest, width)
    rows += TextWrapper(width: width, indent: format.indent)
      .wrap(clusters(of: shaped, line, in: bytes), in: line, firstIndent: firstIndent)
  }

  private func clusters(of shaped: [PlacedRun], _ line: Range<Int>, in bytes: [UInt8])
    -> [TextWrapper.Cluster]
  {
    var clusters: [TextWrapper.Cluster] = []
    var breaks = shaper.lineBreaks(in: piece.substring(line))[...]
    for run in shaped {
      for (number, cluster) in run.shaped.clusters.enumerated() {
        let offset = run.start + Int(cluster.offset)
        let end = run.start + run.shaped.end(of: number)
        while let first = breaks.first, first + line.lowerBound < offset { breaks.removeFirst() }
        let isBlank = bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\t")
        clusters.append(
          .init(
            offset: offset, width: Int(cluster.width), isSpace: isBlank && end == offset + 1,
            canStartRow: breaks.first == offset - line.lowerBound))
      }
    }
    return clusters
  }

  /// Shapes a row that wrapped.
  func shape(_ row: Range<Int>, of line: Range<Int>, at indent: Int) -> [PlacedRun] {
    let shaped = place(row, of: line, at: indent)
    guard let last = shaped.last, last.shaped.isRightToLeft else { return shaped }
    let blanks = last.shaped.clusters.suffix(min(blankCount(of: row), last.shaped.clusters.count))
    return align(shaped, blankWidth: blanks.reduce(0) { $0 + Int($1.width) })
  }

  /// Shapes a row, run by run, from the left.
  private func place(_ row: Range<Int>, of line: Range<Int>, at indent: Int) -> [PlacedRun] {
    var placed: [PlacedRun] = []
    var x = indent
    let blankCount = blankCount(of: row)
    for run in LineRun.runs(of: line, in: piece, base: format.base, shaper: shaper)
    where run.range.overlaps(row) {
      let part = run.part(onRow: row, blankCount: blankCount)
      let shaped = shaper.shape(piece.substring(part.range), in: part.style, levels: part.levels)
      placed.append(
        PlacedRun(start: part.range.lowerBound, x: x, shaped: shaped, color: part.color))
      x += shaped.width
    }
    return placed
  }

  private func move(_ runs: [PlacedRun], by distance: Int) -> [PlacedRun] {
    runs.map { run in
      var moved = run
      moved.x += distance
      return moved
    }
  }

  /// Moves a last run that runs to the left to the right edge, the blanks at its end beyond its left.
  private func align(_ runs: [PlacedRun], blankWidth: Int) -> [PlacedRun] {
    guard let width = format.width, let last = runs.last, last.shaped.isRightToLeft else {
      return runs
    }
    var aligned = runs
    aligned[aligned.count - 1].x = max(last.x - blankWidth, width - last.shaped.width)
    return aligned
  }

  /// How many spaces a row ends with.
  private func blankCount(of row: Range<Int>) -> Int {
    var count = 0
    for byte in piece.substring(row).utf8.reversed() {
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") else { break }
      count += 1
    }
    return count
  }
}
