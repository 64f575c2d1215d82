import CText
import CXlib

/// HarfBuzz's view of a face at the size at which Xft draws it.
///
/// Xft may close a face's file at any time that it isn't locked, and open it anew as another FreeType
/// face. HarfBuzz's font holds a reference to the one that it was made for; when Xft comes with
/// another, a new font takes its place.
@safe
final class ShapingFont {
  private let xft: UnsafeMutablePointer<XftFont>
  private var source: UnsafeMutableRawPointer?
  private var font: OpaquePointer?

  init(_ xft: UnsafeMutablePointer<XftFont>) {
    unsafe self.xft = unsafe xft
  }

  deinit { unsafe hb_font_destroy(font) }

  /// Calls `body` with the font while Xft's face is locked; not at all where its file is gone.
  ///
  /// - Returns: Whether it was called.
  func use(_ body: (OpaquePointer) -> Void) -> Bool {
    guard let face = unsafe XftLockFace(xft) else { return false }
    defer { unsafe XftUnlockFace(xft) }
    let key = UnsafeMutableRawPointer(face)
    if unsafe source != key {
      unsafe hb_font_destroy(font)
      unsafe font = unsafe banter_shaping_font(key)
      unsafe hb_ft_font_set_load_flags(font, Self.loadFlags(of: xft.pointee.pattern))
      unsafe source = unsafe key
    }
    guard let font = unsafe font else { return false }
    unsafe body(font)
    return true
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
