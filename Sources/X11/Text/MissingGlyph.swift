import Widgets

/// The box that stands for a character that no font has: its code point in hexadecimal digits.
///
///     +-------+      Digits are 3 x 5 dots, in two rows of 2 (up to FFFF) or 3. A dot is a pixel at 96 dpi
///     | 1 F 6 |      and grows with the font.
///     | 0 0 0 |
///     +-------+
struct MissingGlyph {
  private static let digitWidth = 3
  private static let digitHeight = 5
  /// The rows of each digit, three bits each, the top row first.
  private static let digits: [UInt16] = [
    0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
    0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_010_010_010,
    0b111_101_111_101_111, 0b111_101_111_001_111, 0b010_101_111_101_101, 0b110_101_110_101_110,
    0b011_100_100_100_011, 0b110_101_101_101_110, 0b111_100_110_100_111, 0b111_100_110_100_100,
  ]

  let codePoint: UInt32

  /// How many pixels a dot has in a font of that size.
  static func unit(for pixelSize: Int) -> Int { max(1, pixelSize / 12) }

  private var columns: Int { codePoint > 0xffff ? 3 : 2 }

  /// The advance: the box with a dot of space on both sides.
  func width(scale unit: Int) -> Int {
    (columns * (Self.digitWidth + 1) + 3 + 2) * unit
  }

  /// Where the box is, and the dots of its digits.
  ///
  /// - Parameters:
  ///   - pen: Where the glyph starts on its baseline.
  ///   - metrics: The line that it has to fit in.
  ///   - unit: The side of a dot, in pixels.
  /// - Returns: The outline to stroke and the rectangles to fill.
  func shape(at pen: Point, metrics: FontMetrics, unit: Int) -> (box: Rect, dots: [Rect]) {
    let height = (2 * Self.digitHeight + 5) * unit
    let middle = pen.y + (metrics.descent - metrics.ascent) / 2
    let box = Rect(
      x: pen.x + unit, y: middle - height / 2, width: width(scale: unit) - 2 * unit, height: height)
    var dots: [Rect] = []
    for place in 0..<(2 * columns) {
      let value = Int(codePoint >> UInt32(4 * (2 * columns - 1 - place))) & 0xf
      let x = box.x + (2 + place % columns * (Self.digitWidth + 1)) * unit
      let y = box.y + (2 + place / columns * (Self.digitHeight + 1)) * unit
      append(Self.digits[value], x: x, y: y, unit: unit, to: &dots)
    }
    return (box, dots)
  }

  private func append(_ digit: UInt16, x: Int, y: Int, unit: Int, to dots: inout [Rect]) {
    for bit in 0..<15 where digit >> UInt16(14 - bit) & 1 != 0 {
      dots.append(
        Rect(x: x + bit % 3 * unit, y: y + bit / 3 * unit, width: unit, height: unit))
    }
  }
}
