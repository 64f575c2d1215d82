/// Cuts one line of text into rows that are no wider than what is on offer.
///
/// A row ends after spaces, which hang over its edge, or, where a word alone is too long, between two
/// clusters. (This is where a table of line breaks goes, once there is one.)
struct TextWrapper {
  /// What is measured: a cluster's place in the piece and its width.
  struct Cluster {
    var offset: Int
    var width: Int
    var isSpace: Bool
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
    var afterSpace: Int?
    var rowIndent = firstIndent
    var next = 0
    while next < clusters.count {
      let cluster = clusters[next]
      if !cluster.isSpace, x + cluster.width > max(1, width - rowIndent), next > first {
        let end = afterSpace ?? next
        rows.append(
          TextRow(
            start: clusters[first].offset, end: clusters[end].offset, isWrapped: true,
            indent: rowIndent))
        (first, next, x, afterSpace, rowIndent) = (end, end, 0, nil, indent)
        continue
      }
      x += cluster.width
      next += 1
      if cluster.isSpace { afterSpace = next }
    }
    let start = first < clusters.count ? clusters[first].offset : range.lowerBound
    rows.append(
      TextRow(start: start, end: range.upperBound, isWrapped: false, indent: rowIndent))
    return rows
  }
}
