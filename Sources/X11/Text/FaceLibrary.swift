import CXlib
import Logging

/// Every face that was opened, numbered; all of a program's styles share it.
///
/// A face stays open as long as the display, since shaped text refers to it by number. Their count is bounded.
@safe
final class FaceLibrary {
  /// Beyond it, a character that needs one more font is a box.
  private static let limit = 128
  /// The first libXft that draws colour fonts; older ones crash (toolkit notes, B4).
  private static let colorVersion: Int32 = 20305
  /// What Xft may keep of a font's glyphs at the server, in bytes.
  private static let glyphMemory: Int32 = 1 << 20
  /// The same of pictures: 4 MiB, of which Xft counts each byte 256 times (XftFontLoadGlyphs).
  private static let pictureMemory: Int32 = 1 << 30

  let display: OpaquePointer
  private let screen: Int32
  private let health: ConnectionHealth
  private let drawsColor: Bool
  private let logger = Logger(label: "banter.fonts")
  private var hasToldOfLetters = false
  private(set) var faces: [FontFace] = []
  /// Whether a font may be ready for shaping.
  private(set) var isAwake = false
  /// Xft has one of its own, which opens no file.
  private var freeType: FT_Library?

  /// Makes an empty library.
  ///
  /// - Parameters:
  ///   - display: Where the fonts are drawn.
  ///   - screen: Its screen.
  ///   - health: Whether it can be talked with.
  ///   - xftVersion: The libXft that runs, which may be older than the one at hand when this was built.
  init(display: OpaquePointer, screen: Int32, health: ConnectionHealth, xftVersion: Int32) {
    unsafe self.display = unsafe display
    self.screen = screen
    self.health = health
    drawsColor = xftVersion >= Self.colorVersion
    unsafe FT_Init_FreeType(&freeType)
    unsafe Self.allowPictures(on: display, screen)
  }

  /// Lifts the limit of 4 MiB for all fonts together, which 16 KiB of pictures would reach as Xft counts them.
  private static func allowPictures(on display: OpaquePointer, _ screen: Int32) {
    guard let defaults = unsafe FcPatternCreate() else { return }
    // They take the place of those that Xft has read from the resources.
    unsafe XftDefaultSubstitute(display, screen, defaults)
    unsafe limitMemory(of: defaults, to: .max)
    if unsafe XftDefaultSet(display, defaults) == 0 { unsafe FcPatternDestroy(defaults) }
  }

  private static func limitMemory(of pattern: OpaquePointer, to bytes: Int32) {
    unsafe FcPatternDel(pattern, XFT_MAX_GLYPH_MEMORY)
    unsafe FcPatternAddInteger(pattern, XFT_MAX_GLYPH_MEMORY, bytes)
  }

  deinit {
    faces = []  // before the library that opened their files
    unsafe FT_Done_FreeType(freeType)
  }

  /// A pattern with everything that the person's configuration adds to it.
  ///
  /// - Parameters:
  ///   - name: As fontconfig writes it: a family, and properties after colons.
  ///   - pixelSize: Instead of any size in the name.
  ///   - isBold: Whether to ask for a bold face.
  /// - Returns: The pattern; nil where the name is none.
  func pattern(named name: String, pixelSize: Int, isBold: Bool) -> OpaquePointer? {
    guard !health.isLost, let pattern = unsafe FcNameParse(name) else { return nil }
    unsafe FcPatternDel(pattern, FC_SIZE)
    unsafe FcPatternDel(pattern, FC_PIXEL_SIZE)
    unsafe FcPatternAddDouble(pattern, FC_PIXEL_SIZE, Double(pixelSize))
    if isBold {
      unsafe FcPatternDel(pattern, FC_WEIGHT)
      unsafe FcPatternAddInteger(pattern, FC_WEIGHT, FC_WEIGHT_BOLD)
    }
    unsafe FcConfigSubstitute(nil, pattern, FcMatchPattern)
    unsafe XftDefaultSubstitute(display, screen, pattern)
    return unsafe pattern
  }

  /// Opens the font that fits best; nil where there is none that can be drawn.
  func openBest(for pattern: OpaquePointer) -> Int32? {
    var result = FcResultMatch
    guard let match = unsafe FcFontMatch(nil, pattern, &result) else { return nil }
    return unsafe openPrepared(match)
  }

  /// No font has even what everybody writes: says so once.
  func tellThatLettersAreMissing() {
    guard !hasToldOfLetters else { return }
    hasToldOfLetters = true
    logger.warning(
      "No font has the letters that are to be shown: boxes stand for them. Install one, such as DejaVu Sans."
    )
  }

  /// Opens one font of a sorted list.
  func open(_ font: OpaquePointer, for pattern: OpaquePointer) -> Int32? {
    guard let prepared = unsafe FcFontRenderPrepare(nil, pattern, font) else { return nil }
    return unsafe openPrepared(prepared)
  }

  /// Takes over `prepared`: Xft owns it where it could open the font, and only there.
  private func openPrepared(_ prepared: OpaquePointer) -> Int32? {
    let isColor = unsafe Self.isColor(prepared)
    let isUsable = unsafe isColor ? drawsColor : Self.isScalable(prepared)
    unsafe Self.limitMemory(of: prepared, to: isColor ? Self.pictureMemory : Self.glyphMemory)
    guard isUsable, !health.isLost, faces.count < Self.limit,
      let file = unsafe FontFile(of: prepared, freeType),
      let font = unsafe open(prepared, from: file)
    else {
      unsafe FcPatternDestroy(prepared)
      return nil
    }
    unsafe faces.append(FontFace(font: font, file: file, isColor: isColor))
    return Int32(faces.count - 1)
  }

  /// Has Xft draw with the face that is open already, instead of opening the file itself.
  private func open(
    _ prepared: OpaquePointer, from file: FontFile
  ) -> UnsafeMutablePointer<XftFont>? {
    unsafe FcPatternDel(prepared, FC_FILE)
    unsafe FcPatternAddFTFace(prepared, FC_FT_FACE, file.face)
    return unsafe XftFontOpenPattern(display, prepared)
  }

  /// Closes every face; nothing that was shaped with them may be drawn after.
  func close() {
    guard !health.isLost else { return }
    let fonts = unsafe faces.map { unsafe $0.font }
    faces = []
    unsafe fonts.forEach { unsafe XftFontClose(display, $0) }
  }

  func has(_ scalar: UInt32, in face: Int32) -> Bool {
    guard !health.isLost else { return false }
    return unsafe faces[Int(face)].has(scalar, on: display)
  }

  /// The advance of a character by itself, in pixels.
  func advance(ofCharacter scalar: UInt32, in face: Int32) -> Int {
    guard !health.isLost else { return 0 }
    let opened = faces[Int(face)]
    return unsafe opened.advance(of: opened.glyph(for: scalar, on: display), on: display)
  }

  /// Calls `body` with HarfBuzz's font of a face.
  ///
  /// - Returns: Whether there is one; not where the display is lost or the font's file gone.
  func withShapingFont(of face: Int32, _ body: (OpaquePointer) -> Void) -> Bool {
    guard !health.isLost else { return false }
    isAwake = true
    return unsafe faces[Int(face)].shaping.use(body)
  }

  /// Gives back the memory of fonts that nothing was shaped with since this was called last.
  func rest() {
    isAwake = faces.count { $0.shaping.rest() } > 0
  }

  static func has(_ scalar: UInt32, _ font: OpaquePointer) -> Bool {
    var characters: OpaquePointer?
    guard unsafe FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) == FcResultMatch else {
      return false
    }
    return unsafe FcCharSetHasChar(characters, scalar) != 0
  }

  static func isColor(_ pattern: OpaquePointer) -> Bool {
    unsafe bool(FC_COLOR, of: pattern) ?? false
  }

  private static func isScalable(_ pattern: OpaquePointer) -> Bool {
    unsafe bool(FC_SCALABLE, of: pattern) ?? true
  }

  private static func bool(_ key: String, of pattern: OpaquePointer) -> Bool? {
    var value: FcBool = 0
    guard unsafe FcPatternGetBool(pattern, key, 0, &value) == FcResultMatch else { return nil }
    return value != 0
  }
}
