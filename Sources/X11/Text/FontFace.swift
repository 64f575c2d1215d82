import CXlib

/// One opened font at one size.
@safe
struct FontFace {
  let font: UnsafeMutablePointer<XftFont>
  let file: FontFile
  let shaping: ShapingFont
  /// Whether its glyphs bring their own colours.
  let isColor: Bool

  init(font: UnsafeMutablePointer<XftFont>, file: FontFile, isColor: Bool) {
    unsafe self.font = unsafe font
    self.file = file
    shaping = unsafe ShapingFont(font, of: file)
    self.isColor = isColor
  }

  func has(_ scalar: UInt32, on display: OpaquePointer) -> Bool {
    unsafe XftCharIndex(display, font, scalar) != 0
  }

  /// The number of the glyph for a code point; 0 where it has none.
  func glyph(for scalar: UInt32, on display: OpaquePointer) -> UInt32 {
    unsafe XftCharIndex(display, font, scalar)
  }

  /// A glyph's advance as Xft has it, in pixels.
  func advance(of glyph: UInt32, on display: OpaquePointer) -> Int {
    var glyph = glyph
    var info = XGlyphInfo()
    unsafe XftGlyphExtents(display, font, &glyph, 1, &info)
    return Int(info.xOff)
  }
}
