/// Wraps the lines of a piece: what `PieceLayout` is made with.
struct PieceLayoutBuilder {
  let piece: TextPiece
  /// The width to wrap to; nil for one row a line.
  let width: Int?
  let indent: Int
  let shaper: any TextShaper
  private(set) var rows: [TextRow] = []
  /// The glyphs of the rows that are lines of their own.
  private(set) var runs: [Int: [PlacedRun]] = [:]
  private(set) var widest = 0

  init(piece: TextPiece, width: Int?, indent: Int, shaper: any TextShaper) {
    self.piece = piece
    self.width = width
    self.indent = indent
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
    let firstIndent = rows.isEmpty && piece.startsParagraph ? 0 : indent
    let shaped = Self.shape(line, of: piece, at: firstIndent, with: shaper)
    let end = shaped.last.map { $0.x + $0.shaped.width } ?? firstIndent
    guard let width, end > width else {
      runs[rows.count] = shaped
      rows.append(
        TextRow(start: line.lowerBound, end: line.upperBound, isWrapped: false, indent: firstIndent)
      )
      widest = max(widest, end)
      return
    }
    widest = max(widest, width)
    rows += TextWrapper(width: width, indent: indent)
      .wrap(Self.clusters(of: shaped, in: bytes), in: line, firstIndent: firstIndent)
  }

  private static func clusters(of shaped: [PlacedRun], in bytes: [UInt8]) -> [TextWrapper.Cluster] {
    var clusters: [TextWrapper.Cluster] = []
    for run in shaped {
      for (number, cluster) in run.shaped.clusters.enumerated() {
        let offset = run.start + Int(cluster.offset)
        let isLast = number + 1 == run.shaped.clusters.count
        let end = isLast ? run.end : run.start + Int(run.shaped.clusters[number + 1].offset)
        let isBlank = bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\t")
        clusters.append(
          .init(
            offset: offset, width: Int(cluster.width), isSpace: isBlank && end == offset + 1))
      }
    }
    return clusters
  }

  /// Shapes a part of a piece that holds no line break, run by run.
  static func shape(
    _ range: Range<Int>, of piece: TextPiece, at indent: Int, with shaper: any TextShaper
  ) -> [PlacedRun] {
    var placed: [PlacedRun] = []
    var x = indent
    var start = 0
    let whole = [TextRun(utf8Count: piece.utf8Count, style: .regular, color: .text)]
    for run in piece.runs.isEmpty ? whole : piece.runs {
      let part = range.clamped(to: start..<start + run.utf8Count)
      start += run.utf8Count
      guard !part.isEmpty else { continue }
      let shaped = shaper.shape(piece.substring(part), in: run.style)
      placed.append(PlacedRun(start: part.lowerBound, x: x, shaped: shaped, color: run.color))
      x += shaped.width
    }
    return placed
  }
}
