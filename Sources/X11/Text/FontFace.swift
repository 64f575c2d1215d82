import CXlib
import Widgets

/// One opened font at one size.
@safe
struct FontFace {
  let font: UnsafeMutablePointer<XftFont>
  let file: FontFile
  let shaping: ShapingFont
  /// Whether its glyphs are pictures of one size.
  var isPicture: Bool { shaping.pictureScale != nil }
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

  /// Whether Xft has yet to draw a glyph, or let go of it again.
  func isUndrawn(_ glyph: UInt32, on display: OpaquePointer) -> Bool {
    var (missing, count): (UInt32, Int32) = (0, 0)
    return unsafe XftFontCheckGlyph(display, font, 1, glyph, &missing, &count) != 0
  }

  /// Has Xft draw a glyph and send it to the server.
  func load(_ glyph: UInt32, on display: OpaquePointer) {
    var glyph = glyph
    unsafe XftFontLoadGlyphs(display, font, 1, &glyph, 1)
  }

  /// Where a glyph's ink may be: a picture's is hardly outside its cell, a letter's up to `reach` around its pen.
  func ink(at pen: Point, reach: Int) -> Rect {
    guard isPicture else {
      return Rect(x: pen.x - reach, y: pen.y - reach, width: 2 * reach, height: 2 * reach)
    }
    return cell(at: pen, beyond: pictureMargin)
  }

  /// The part of a picture that the ink of no other one reaches.
  func core(at pen: Point) -> Rect { cell(at: pen, beyond: -pictureMargin) }

  private var pictureMargin: Int { unsafe 1 + Int(font.pointee.ascent) / 8 }

  private func cell(at pen: Point, beyond margin: Int) -> Rect {
    let font = unsafe font.pointee
    let (ascent, descent) = unsafe (Int(font.ascent), Int(font.descent))
    let cell = unsafe Rect(
      x: pen.x, y: pen.y - ascent, width: Int(font.max_advance_width), height: ascent + descent)
    return cell.inset(dx: -margin, dy: -margin)
  }

  /// A glyph's advance as Xft has it, in pixels.
  func advance(of glyph: UInt32, on display: OpaquePointer) -> Int {
    // Xft doesn't know the measures of one that was put off, and doesn't know that.
    if unsafe isUndrawn(glyph, on: display) { unsafe load(glyph, on: display) }
    var glyph = glyph
    var info = XGlyphInfo()
    unsafe XftGlyphExtents(display, font, &glyph, 1, &info)
    return Int(info.xOff)
  }
}
