import CText
import CXlib

/// HarfBuzz's view of a face at the size at which Xft draws it.
///
/// It has a FreeType face of its own over the file that Xft's is over, for Xft sets sizes and transformations as it
/// likes. It is opened when the first text needs it and closed when none has for a while (`rest`), and the pages of
/// the file are given back then: a mapped font is memory, too.
@safe
final class ShapingFont {
  /// Xft's face is over it as well: both live as long as the font.
  private let file: FontFile
  private let pixelSize: Double
  /// How much smaller than its bitmaps Xft draws a font of pictures; nil for one of outlines.
  let pictureScale: Double?
  private let loadFlags: Int32
  private var font: OpaquePointer?
  private var wasUsed = false

  init(_ xft: UnsafeMutablePointer<XftFont>, of file: FontFile) {
    self.file = file
    guard let pattern = unsafe xft.pointee.pattern else {
      (pixelSize, loadFlags, pictureScale) = (0, 0, nil)
      return
    }
    var size = 0.0
    unsafe FcPatternGetDouble(pattern, FC_PIXEL_SIZE, 0, &size)
    pixelSize = size
    loadFlags = unsafe Self.loadFlags(of: pattern)
    pictureScale = unsafe Self.pictureScale(of: pattern)
  }

  deinit { unsafe hb_font_destroy(font) }

  /// Calls `body` with the font; not at all where its face can't be opened or have the size.
  ///
  /// - Returns: Whether it was called.
  func use(_ body: (OpaquePointer) -> Void) -> Bool {
    if unsafe font == nil { unsafe font = unsafe open() }
    guard let font = unsafe font else { return false }
    wasUsed = true
    unsafe body(font)
    return true
  }

  /// Closes the face, if nothing was shaped since this was called last.
  ///
  /// - Returns: Whether it is still open.
  func rest() -> Bool {
    if !wasUsed, unsafe font != nil {
      unsafe hb_font_destroy(font)
      unsafe font = nil
      file.giveBack()
    }
    wasUsed = false
    return unsafe font != nil
  }

  private func open() -> OpaquePointer? {
    guard let face = unsafe file.openFace() else { return nil }
    // HarfBuzz's font keeps its own reference.
    defer { unsafe FT_Done_Face(face) }
    let isScalable = unsafe face.pointee.face_flags & 1 != 0  // FT_IS_SCALABLE is a macro
    let size = FT_F26Dot6(pixelSize * 64)
    let error =
      unsafe isScalable ? FT_Set_Char_Size(face, size, size, 0, 0) : FT_Select_Size(face, 0)
    guard error == 0, let font = unsafe banter_shaping_font(UnsafeMutableRawPointer(face)) else {
      return nil
    }
    // Else a picture would be decoded to tell its width.
    let flags = isScalable ? loadFlags : loadFlags | Int32(FT_LOAD_BITMAP_METRICS_ONLY)
    unsafe hb_ft_font_set_load_flags(font, flags)
    return unsafe font
  }

  /// Fontconfig has Xft shrink by a matrix what can have one size only.
  private static func pictureScale(of pattern: OpaquePointer) -> Double? {
    var matrix: UnsafeMutablePointer<FcMatrix>?
    guard unsafe !bool(FC_OUTLINE, of: pattern, otherwise: true) else { return nil }
    guard unsafe FcPatternGetMatrix(pattern, FC_MATRIX, 0, &matrix) == FcResultMatch else {
      return 1
    }
    return unsafe matrix?.pointee.xx
  }

  /// How Xft loads the font's glyphs (XftFontInfoFill in its xftfreetype.c).
  private static func loadFlags(of pattern: OpaquePointer) -> Int32 {
    let isSmooth = unsafe bool(FC_ANTIALIAS, of: pattern, otherwise: true)
    let style = unsafe integer(FC_HINT_STYLE, of: pattern, otherwise: FC_HINT_FULL)
    var flags = isSmooth ? Int32(FT_LOAD_NO_BITMAP) : 0
    if unsafe !bool(FC_HINTING, of: pattern, otherwise: true) || style == FC_HINT_NONE {
      flags |= Int32(FT_LOAD_NO_HINTING)
    }
    if unsafe bool(FC_AUTOHINT, of: pattern, otherwise: false) {
      flags |= Int32(FT_LOAD_FORCE_AUTOHINT)
    }
    return flags | target(isSmooth: isSmooth, style: style)
  }

  /// FT_LOAD_TARGET_ of a render mode is a macro with an argument: the mode in bits 16 to 19.
  private static func target(isSmooth: Bool, style: Int32) -> Int32 {
    if !isSmooth { return Int32(FT_RENDER_MODE_MONO.rawValue) << 16 }
    return style == FC_HINT_SLIGHT ? Int32(FT_RENDER_MODE_LIGHT.rawValue) << 16 : 0
  }

  private static func bool(_ key: String, of pattern: OpaquePointer, otherwise: Bool) -> Bool {
    var value: FcBool = 0
    let result = unsafe FcPatternGetBool(pattern, key, 0, &value)
    return result == FcResultMatch ? value != 0 : otherwise
  }

  private static func integer(_ key: String, of pattern: OpaquePointer, otherwise: Int32) -> Int32 {
    var value: Int32 = 0
    let result = unsafe FcPatternGetInteger(pattern, key, 0, &value)
    return result == FcResultMatch ? value : otherwise
  }
}
