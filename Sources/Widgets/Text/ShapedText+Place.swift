extension ShapedText {
  /// Where a caret before the cluster at `offset` stands, in pixels from the pen's start.
  func caretX(at offset: Int) -> Int {
    guard offset < utf8Count, let index = clusterIndex(at: offset) else { return width }
    return Int(clusters[index].x)
  }

  /// The cluster edge that is nearest to `x`, in bytes of UTF-8.
  func offset(nearestTo x: Int) -> Int {
    guard let first = clusters.first else { return 0 }
    var nearest = (offset: utf8Count, distance: abs(x - width))
    if abs(x - Int(first.x)) < nearest.distance {
      nearest = (Int(first.offset), abs(x - Int(first.x)))
    }
    for cluster in clusters where abs(x - Int(cluster.x)) < nearest.distance {
      nearest = (Int(cluster.offset), abs(x - Int(cluster.x)))
    }
    return nearest.offset
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
}
