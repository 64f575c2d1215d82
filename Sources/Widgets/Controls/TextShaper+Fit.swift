extension TextShaper {
  /// Shapes one line of text that is at most `width` wide: what is too long ends with "…".
  ///
  /// It is cut between grapheme clusters. Where not even "…" fits, "…" is what comes back.
  package func shape(_ text: Substring, in style: FontStyle, fitting width: Int) -> ShapedText {
    let whole = shape(text, in: style)
    guard whole.width > width else { return whole }
    let ellipsis = shape("…", in: style)
    var kept = whole.clusterCount(fitting: width - ellipsis.width)
    while kept > 0 {
      let end = text.utf8.index(text.startIndex, offsetBy: Int(whole.clusters[kept].offset))
      let head = text[..<end].trimmingTrailingSpaces
      let shaped = shape(head + "…", in: style)
      // Shaped together they may be wider than apart.
      if shaped.width <= width { return shaped }
      kept -= 1
    }
    return ellipsis
  }

  /// Breaks text into lines that are at most `width` wide, and shapes each.
  ///
  /// Lines end at line breaks and where UAX #14 has a break, the spaces there left out; a word longer
  /// than a line is broken between grapheme clusters. There is at least one line.
  package func wrap(_ text: String, in style: FontStyle, width: Int) -> [ShapedText] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap {
      wrap(paragraph: $0, in: style, width: width)
    }
  }

  private func wrap(paragraph: Substring, in style: FontStyle, width: Int) -> [ShapedText] {
    let levels = levels(of: paragraph, base: nil)
    let whole = shape(paragraph, in: style, levels: levels)
    guard whole.width > width else { return [whole] }
    let bytes = Array(paragraph.utf8)
    let breaks = Set(lineBreaks(in: paragraph))
    let clusters = whole.clusters.map { cluster in
      let offset = Int(cluster.offset)
      return TextWrapper.Cluster(
        offset: offset, width: Int(cluster.width), isSpace: bytes[offset] == UInt8(ascii: " "),
        canStartRow: breaks.contains(offset))
    }
    let rows = TextWrapper(width: width, indent: 0)
      .wrap(clusters, in: 0..<bytes.count, firstIndent: 0)
    return rows.map { row in
      let line = paragraph.utf8Part(row.start..<row.end).trimmingTrailingSpaces
      let part = levels.row(row.start..<row.start + line.utf8.count, endingInBlanks: 0)
      return shape(line, in: style, levels: part)
    }
  }
}

extension ShapedText {
  /// How many clusters, from the text's start, are together at most `width` wide.
  func clusterCount(fitting width: Int) -> Int {
    var used = 0
    for (count, cluster) in clusters.enumerated() {
      used += Int(cluster.width)
      if used > width { return count }
    }
    return clusters.count
  }
}

extension Substring {
  /// The part that some of its bytes of UTF-8 make.
  fileprivate func utf8Part(_ range: Range<Int>) -> Substring {
    let start = utf8.index(startIndex, offsetBy: range.lowerBound)
    return self[start..<utf8.index(start, offsetBy: range.count)]
  }

  /// The text without the spaces at its end.
  var trimmingTrailingSpaces: Substring {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return self[..<end]
  }
}
