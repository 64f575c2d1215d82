/// A piece of text laid out for one width: its rows, and their glyphs once they are asked for.
///
/// A line is shaped once as a whole to find where it wraps; one that fits is drawn from that. The rows
/// of one that doesn't are shaped row by row when they are first drawn, as joining and
/// reordering end at a row's edge.
final class PieceLayout {
  let piece: TextPiece
  let rows: [TextRow]
  /// The width of the widest row, in pixels.
  let width: Int
  private let shaper: any TextShaper
  private var runs: [Int: [PlacedRun]]

  /// Lays out a piece.
  ///
  /// - Parameters:
  ///   - piece: The text.
  ///   - width: The width to wrap to, in pixels; nil to leave each line on one row.
  ///   - indent: The indent of all rows but the paragraph's first, in pixels.
  ///   - shaper: The fonts.
  init(_ piece: TextPiece, width: Int?, indent: Int, shaper: any TextShaper) {
    var builder = PieceLayoutBuilder(piece: piece, width: width, indent: indent, shaper: shaper)
    builder.build()
    self.piece = piece
    self.shaper = shaper
    rows = builder.rows
    runs = builder.runs
    self.width = builder.widest
  }

  /// The text of a row without its line break.
  func content(of row: Int) -> Range<Int> {
    let row = rows[row]
    let hasLineBreak =
      !row.isWrapped && row.end > row.start
      && piece.text.utf8[piece.index(at: row.end - 1)] == UInt8(ascii: "\n")
    return row.start..<(hasLineBreak ? row.end - 1 : row.end)
  }

  /// The glyphs of a row.
  func runs(of row: Int) -> [PlacedRun] {
    if let known = runs[row] { return known }
    let made = PieceLayoutBuilder.shape(
      content(of: row), of: piece, at: rows[row].indent, with: shaper)
    runs[row] = made
    return made
  }

  /// The row that shows the place at `offset`.
  func row(at offset: Int, atRowEnd: Bool = false) -> Int {
    var low = 0
    var high = rows.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if rows[middle].start <= offset { low = middle } else { high = middle - 1 }
    }
    let isShared = low > 0 && rows[low].start == offset && rows[low - 1].isWrapped
    return atRowEnd && isShared ? low - 1 : low
  }

  /// Where the caret stands at `offset`, in pixels from the row's left.
  func x(of offset: Int, inRow row: Int) -> Int {
    var x = rows[row].indent
    for run in runs(of: row) where run.start <= offset {
      x = run.x + run.shaped.caretX(at: offset - run.start)
    }
    return x
  }

  /// The place in a row that is nearest to `x`.
  func offset(atX x: Int, inRow row: Int) -> Int {
    let runs = runs(of: row)
    guard let run = runs.last(where: { $0.x <= x }) ?? runs.first else { return rows[row].start }
    return run.start + run.shaped.offset(nearestTo: x - run.x)
  }

  /// The cluster of a row that `x` is on; nil beside the text.
  func offset(under x: Int, inRow row: Int) -> Int? {
    for run in runs(of: row) {
      if let offset = run.shaped.offset(under: x - run.x) { return run.start + offset }
    }
    return nil
  }

  /// The parts of a row that show `range`, as left and right edges in pixels.
  func extents(of range: Range<Int>, inRow row: Int) -> [Range<Int>] {
    runs(of: row).flatMap { run in
      let low = max(0, range.lowerBound - run.start)
      let high = min(run.shaped.utf8Count, range.upperBound - run.start)
      guard low < high else { return [Range<Int>]() }
      return run.shaped.extents(of: low..<high).map {
        ($0.lowerBound + run.x)..<($0.upperBound + run.x)
      }
    }
  }
}
