import CXlib

/// One opened font at one size.
@safe
struct FontFace {
  let font: UnsafeMutablePointer<XftFont>
  /// Whether its glyphs bring their own colours.
  let isColor: Bool

  /// The number of the glyph for a code point; nil where the face has none.
  func glyph(for scalar: UInt32, on display: OpaquePointer) -> UInt32? {
    let index = unsafe XftCharIndex(display, font, scalar)
    return index == 0 ? nil : index
  }

  /// How a glyph lies: its advance, and the left edge and width of its ink.
  func extents(of glyph: UInt32, on display: OpaquePointer) -> GlyphExtents {
    var glyph = glyph
    var info = XGlyphInfo()
    unsafe XftGlyphExtents(display, font, &glyph, 1, &info)
    return GlyphExtents(advance: Int(info.xOff), left: -Int(info.x), width: Int(info.width))
  }
}
