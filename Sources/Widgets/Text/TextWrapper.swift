/// Cuts one line of text into rows that are no wider than what is on offer.
///
/// A row ends where UAX #14 has a break: its spaces hang over its edge. Where there is none, it ends
/// between two clusters.
struct TextWrapper {
  /// What is measured: a cluster's place in the piece and its width.
  struct Cluster {
    var offset: Int
    var width: Int
    var isSpace: Bool
    /// Whether there may be a break before it.
    var canStartRow = false
  }

  var width: Int
  var indent: Int

  /// Cuts a line into rows.
  ///
  /// - Parameters:
  ///   - clusters: All of the line's clusters.
  ///   - range: The line in its piece, its line break left out.
  ///   - firstIndent: The indent of the line's first row.
  /// - Returns: At least one row.
  func wrap(_ clusters: [Cluster], in range: Range<Int>, firstIndent: Int) -> [TextRow] {
    var rows: [TextRow] = []
    var first = 0
    var x = 0
    var lastBreak: Int?
    var rowIndent = firstIndent
    var next = 0
    while next < clusters.count {
      let cluster = clusters[next]
      if cluster.canStartRow, next > first { lastBreak = next }
      if !cluster.isSpace, x + cluster.width > max(1, width - rowIndent), next > first {
        let end = lastBreak ?? next
        rows.append(
          TextRow(
            start: clusters[first].offset, end: clusters[end].offset, isWrapped: true,
            indent: rowIndent))
        (first, next, x, lastBreak, rowIndent) = (end, end, 0, nil, indent)
        continue
      }
      x += cluster.width
      next += 1
    }
    let start = first < clusters.count ? clusters[first].offset : range.lowerBound
    rows.append(
      TextRow(start: start, end: range.upperBound, isWrapped: false, indent: rowIndent))
    return rows
  }
}
