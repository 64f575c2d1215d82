/// How a glyph lies, in pixels from its pen position.
struct GlyphExtents {
  var advance: Int
  /// Where its ink begins.
  var left: Int
  var width: Int
}
