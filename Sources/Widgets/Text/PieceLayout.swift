/// A piece of text laid out for one width: its rows, and their glyphs once they are asked for.
///
/// A line is shaped once as a whole to find where it wraps; one that fits is drawn from that. The rows
/// of one that doesn't are shaped row by row when they are first drawn, as joining and
/// reordering end at a row's edge.
final class PieceLayout {
  /// What a piece is laid out for.
  struct Format {
    /// The width to wrap to, in pixels; nil to leave each line on one row.
    var width: Int?
    /// The indent of all rows but the paragraph's first, in pixels.
    var indent = 0
    /// The level of the line that the piece before left unfinished; nil where the piece starts one.
    var base: UInt8?
  }

  let piece: TextPiece
  let rows: [TextRow]
  /// The width of the widest row, in pixels.
  let width: Int
  private let builder: PieceLayoutBuilder
  private var runs: [Int: [PlacedRun]]

  /// Lays out a piece.
  init(_ piece: TextPiece, format: Format, shaper: any TextShaper) {
    let empty = PieceLayoutBuilder(piece: piece, format: format, shaper: shaper)
    var builder = empty
    builder.build()
    self.piece = piece
    self.builder = empty
    rows = builder.rows
    runs = builder.runs
    width = builder.widest
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
    let made = builder.shape(content(of: row), of: line(of: row), at: rows[row].indent)
    runs[row] = made
    return made
  }

  /// The line that a row is of, without its line break.
  private func line(of row: Int) -> Range<Int> {
    var first = row
    while first > 0, rows[first - 1].isWrapped { first -= 1 }
    var last = row
    while last + 1 < rows.count, rows[last].isWrapped { last += 1 }
    return rows[first].start..<content(of: last).upperBound
  }

  /// Whether a row's text begins at its right edge.
  func isRightToLeft(row: Int) -> Bool {
    runs(of: row).last?.shaped.isRightToLeft ?? false
  }

  /// The row that shows the place at `offset`.
  func row(at offset: Int, sticksBack: Bool = false) -> Int {
    var low = 0
    var high = rows.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if rows[middle].start <= offset { low = middle } else { high = middle - 1 }
    }
    let isShared = low > 0 && rows[low].start == offset && rows[low - 1].isWrapped
    return sticksBack && isShared ? low - 1 : low
  }

  /// Where the caret stands at `offset`, in pixels from the row's left.
  func x(of offset: Int, inRow row: Int, sticksBack: Bool = false) -> Int {
    var x = rows[row].indent
    for run in runs(of: row) where sticksBack ? run.start < offset : run.start <= offset {
      x = run.x + run.shaped.caretX(at: offset - run.start, sticksBack: sticksBack)
    }
    return x
  }

  /// The place in a row that is nearest to `x`.
  func place(atX x: Int, inRow row: Int) -> (offset: Int, sticksBack: Bool) {
    let runs = runs(of: row)
    guard let run = runs.last(where: { $0.x <= x }) ?? runs.first else {
      return (rows[row].start, false)
    }
    let place = run.shaped.place(nearestTo: x - run.x)
    return simplified(run.start + place.offset, sticksBack: place.sticksBack, inRow: row)
  }

  /// Writes a place as the start of the next cluster where that is the same place on the screen.
  func simplified(_ offset: Int, sticksBack: Bool, inRow row: Int) -> (
    offset: Int, sticksBack: Bool
  ) {
    let differs =
      sticksBack && offset < content(of: row).upperBound
      && x(of: offset, inRow: row) != x(of: offset, inRow: row, sticksBack: true)
    return (offset, differs)
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
