extension Span where Element == UInt8 {
  /// Eight bytes from `index` on as one little-endian word: one load in machine code.
  @inlinable
  @inline(__always)
  package func word(at index: Int) -> UInt64 {
    let bytes = extracting(index..<index &+ 8)
    let low =
      UInt64(bytes[0]) | UInt64(bytes[1]) << 8 | UInt64(bytes[2]) << 16 | UInt64(bytes[3]) << 24
    let high =
      UInt64(bytes[4]) | UInt64(bytes[5]) << 8 | UInt64(bytes[6]) << 16 | UInt64(bytes[7]) << 24
    return low | high << 32
  }

  /// Sixteen bytes from `index` on as two such words: one load too.
  @inlinable
  @inline(__always)
  package func pair(at index: Int) -> SIMD2<UInt64> {
    SIMD2(word(at: index), word(at: index &+ 8))
  }

  /// The first `count` bytes from `index` on, at most eight, as one little-endian word; zeros above them.
  @inlinable
  @inline(__always)
  package func word(at index: Int, count: Int) -> UInt64 {
    if count >= 8 { return word(at: index) }
    if index &+ 8 <= self.count { return word(at: index) & ((1 << UInt64(count &* 8)) &- 1) }
    var word: UInt64 = 0
    for offset in 0..<count { word |= UInt64(self[index + offset]) << UInt64(offset &* 8) }
    return word
  }

  /// Whether both hold the same bytes.
  @inlinable
  @inline(__always)
  package func holdsSameBytes(as other: Span<UInt8>) -> Bool {
    count == other.count && holdsSameBytes(from: 0, as: 0..<count, of: other)
  }

  /// Whether from `start` on the bytes are those of a range of `other`.
  ///
  /// As fast as can be where more than seven bytes follow on both.
  @inlinable
  @inline(__always)
  package func holdsSameBytes(from start: Int, as range: Range<Int>, of other: Span<UInt8>) -> Bool
  {
    var (index, otherIndex) = (start, range.lowerBound)
    while otherIndex < range.upperBound {
      let length = range.upperBound &- otherIndex
      guard word(at: index, count: length) == other.word(at: otherIndex, count: length) else {
        return false
      }
      index = index &+ 8
      otherIndex = otherIndex &+ 8
    }
    return true
  }
}
