extension ShapedText {
  /// Where a caret at `offset` stands, in pixels from the left end.
  ///
  /// - Parameters:
  ///   - offset: The place, in bytes of UTF-8.
  ///   - sticksBack: Whether it stands after the cluster before, not before the next.
  /// - Returns: The edge that the cluster's direction makes its start or its end.
  func caretX(at offset: Int, sticksBack: Bool = false) -> Int {
    if offset < utf8Count, !sticksBack || offset <= 0 {
      return clusterIndex(at: offset).map { clusters[$0].leadingX } ?? 0
    }
    return clusterIndex(at: offset - 1).map { clusters[$0].trailingX } ?? width
  }

  /// The cluster edge that is nearest to `x`.
  func place(nearestTo x: Int) -> (offset: Int, sticksBack: Bool) {
    let under = clusters.firstIndex { $0.width > 0 && x >= Int($0.x) && x < Int($0.x + $0.width) }
    guard let index = under ?? edgeCluster(atLeft: x < width / 2) else { return (0, false) }
    let cluster = clusters[index]
    let isLeft = x - Int(cluster.x) <= Int(cluster.x + cluster.width) - x
    guard isLeft == cluster.isRightToLeft else { return (Int(cluster.offset), false) }
    return (end(of: index), true)
  }

  /// The cluster that `x` is on; nil beside the text.
  func offset(under x: Int) -> Int? {
    clusters.first { $0.width > 0 && x >= Int($0.x) && x < Int($0.x) + Int($0.width) }
      .map { Int($0.offset) }
  }

  /// The parts that show a range of the text, as left and right edges; joined where they touch.
  func extents(of range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    guard let first = clusterIndex(at: range.lowerBound) else { return [] }
    for cluster in clusters[first...] {
      guard cluster.offset < range.upperBound else { break }
      let part = Int(cluster.x)..<Int(cluster.x) + max(0, Int(cluster.width))
      if let last = parts.last, last.upperBound == part.lowerBound {
        parts[parts.count - 1] = last.lowerBound..<part.upperBound
      } else if let last = parts.last, part.upperBound == last.lowerBound {
        parts[parts.count - 1] = part.lowerBound..<last.upperBound
      } else {
        parts.append(part)
      }
    }
    return parts
  }

  /// Where a cluster ends, in bytes of UTF-8.
  func end(of index: Int) -> Int {
    index + 1 < clusters.count ? Int(clusters[index + 1].offset) : utf8Count
  }

  /// The cluster that holds the byte at `offset`.
  private func clusterIndex(at offset: Int) -> Int? {
    guard !clusters.isEmpty else { return nil }
    var low = 0
    var high = clusters.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if clusters[middle].offset <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private func edgeCluster(atLeft isLeft: Bool) -> Int? {
    isLeft
      ? clusters.indices.min { clusters[$0].x < clusters[$1].x }
      : clusters.indices.max {
        (clusters[$0].x + clusters[$0].width, $0) < (clusters[$1].x + clusters[$1].width, $1)
      }
  }
}
