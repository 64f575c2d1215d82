/// The glyphs that a code point and its followers became, in 64ths of a pixel.
struct ShapingCell {
  var scalar: Int
  var left: Int
  var right: Int
}
