/// Which way each part of a paragraph runs: the embedding levels of UAX #9.
///
/// An even level runs to the right, an odd one to the left.
package struct TextLevels: Hashable, Sendable {
  /// The paragraph's own level: 0, or 1 where it runs to the left.
  package var base: UInt8
  /// The level of each byte of UTF-8; empty where all of them have `base`.
  package private(set) var levels: [UInt8]

  package init(base: UInt8 = 0, levels: [UInt8] = []) {
    self.base = base
    self.levels = levels
  }

  package static let leftToRight = TextLevels()

  package var isRightToLeft: Bool { base & 1 != 0 }

  /// Whether all of it runs to the right.
  package var isPlain: Bool { base == 0 && levels.isEmpty }

  package subscript(offset: Int) -> UInt8 {
    levels.indices.contains(offset) ? levels[offset] : base
  }

  /// The levels of a part that is a row of its own.
  ///
  /// - Parameters:
  ///   - range: The part, in bytes of UTF-8.
  ///   - blankCount: How many bytes of blanks it ends with: they run as the paragraph does (rule L1).
  /// - Returns: Levels for `range.count` bytes.
  package func row(_ range: Range<Int>, endingInBlanks blankCount: Int) -> TextLevels {
    guard !levels.isEmpty else { return self }
    var part = Array(levels[range.clamped(to: levels.indices)])
    for index in part.indices.suffix(blankCount) { part[index] = base }
    return TextLevels(base: base, levels: part.allSatisfy { $0 == base } ? [] : part)
  }

  /// The order in which items of some levels stand from left to right (rule L2).
  package static func visualOrder(of levels: [UInt8]) -> [Int] {
    var order = Array(levels.indices)
    guard var level = levels.max(), level > 0 else { return order }
    while level > 0 {
      var start = 0
      while start < order.count {
        var end = start
        while end < order.count, levels[order[end]] >= level { end += 1 }
        if end > start { order[start..<end].reverse() }
        start = end + 1
      }
      level -= 1
    }
    return order
  }
}
