/// A part of a line of text in one font and one colour, and which way it runs.
///
/// Each run is a paragraph of its own to UAX #9: whatever a message holds, the time and the name in front
/// of it stay where they are.
struct LineRun {
  /// Where it is in its piece, in bytes of UTF-8.
  var range: Range<Int>
  var style: FontStyle
  var color: TextColor
  var levels: TextLevels

  /// Cuts a line of a piece into its runs.
  ///
  /// - Parameters:
  ///   - line: From line break to line break.
  ///   - piece: The text.
  ///   - base: The level of the run that the piece before left unfinished, if it did.
  ///   - shaper: Knows directions.
  /// - Returns: The runs, in order.
  static func runs(
    of line: Range<Int>, in piece: TextPiece, base: UInt8?, shaper: any TextShaper
  ) -> [LineRun] {
    let whole = [TextRun(utf8Count: piece.utf8Count, style: .regular, color: .text)]
    var runs: [LineRun] = []
    var start = 0
    for run in piece.runs.isEmpty ? whole : piece.runs {
      let part = line.clamped(to: start..<start + run.utf8Count)
      let continuedBase = start == 0 && line.lowerBound == 0 ? base : nil
      start += run.utf8Count
      guard !part.isEmpty else { continue }
      runs.append(
        LineRun(
          range: part, style: run.style, color: run.color,
          levels: shaper.levels(of: piece.substring(part), base: continuedBase)))
    }
    return runs
  }

  /// The part of it that is on a row.
  func part(onRow row: Range<Int>, blankCount: Int) -> LineRun {
    let part = range.clamped(to: row)
    let inside = part.lowerBound - range.lowerBound..<part.upperBound - range.lowerBound
    let blanks = max(0, part.upperBound - (row.upperBound - blankCount))
    return LineRun(
      range: part, style: style, color: color,
      levels: levels.row(inside, endingInBlanks: min(blanks, part.count)))
  }
}
