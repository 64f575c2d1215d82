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
  /// Lines end at line breaks and at spaces, which are left out; a word longer than a line is broken
  /// between grapheme clusters. There is at least one line.
  package func wrap(_ text: String, in style: FontStyle, width: Int) -> [ShapedText] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap {
      wrap(paragraph: $0, in: style, width: width)
    }
  }

  private func wrap(paragraph: Substring, in style: FontStyle, width: Int) -> [ShapedText] {
    let whole = shape(paragraph, in: style)
    guard whole.width > width else { return [whole] }
    return lines(of: paragraph, clusters: whole.clusters, width: width).map {
      shape($0, in: style)
    }
  }

  private func lines(
    of text: Substring, clusters: [ShapedText.Cluster], width: Int
  ) -> [Substring] {
    let starts = clusters.map { text.utf8.index(text.startIndex, offsetBy: Int($0.offset)) }
    var lines: [Substring] = []
    var start = 0
    while start < clusters.count {
      let end = lineEnd(from: start, in: text, at: starts, clusters: clusters, width: width)
      let upper = end < starts.count ? starts[end] : text.endIndex
      lines.append(text[starts[start]..<upper].trimmingTrailingSpaces)
      start = end
      while start < starts.count, text[starts[start]] == " " { start += 1 }
    }
    return lines
  }

  /// The number of the first cluster of the line after the one that starts at `start`.
  private func lineEnd(
    from start: Int, in text: Substring, at starts: [Substring.Index],
    clusters: [ShapedText.Cluster], width: Int
  ) -> Int {
    var used = 0
    var afterSpace: Int?
    for number in start..<clusters.count {
      if text[starts[number]] == " " {
        afterSpace = number + 1
      } else if used + Int(clusters[number].width) > width {
        return afterSpace ?? max(number, start + 1)
      }
      used += Int(clusters[number].width)
    }
    return clusters.count
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
  /// The text without the spaces at its end.
  var trimmingTrailingSpaces: Substring {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return self[..<end]
  }
}
