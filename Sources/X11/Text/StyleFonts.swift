import CXlib
import Widgets

/// The fonts of one style: the first choice, and what steps in for characters that it lacks.
///
/// What a code point becomes is looked up once and kept, misses too, in a table for ASCII and a bounded
/// dictionary for the rest. The fallback order comes from one `FcFontSort`, made when the first
/// character is missing: it takes longer than opening all that a Latin window needs.
@safe
final class StyleFonts {
  private static let cacheLimit = 16_384

  let pixelSize: Int
  private let style: FontStyle
  private let library: FaceLibrary
  private let pattern: OpaquePointer?
  private let primary: Int32?
  private var ascii = [ResolvedGlyph?](repeating: nil, count: 128)
  private var others: [UInt64: ResolvedGlyph] = [:]
  private var fallback: FallbackOrder?
  private var emojiFallback: FallbackOrder?

  init(style: FontStyle, family: String, pixelSize: Int, library: FaceLibrary) {
    self.style = style
    self.pixelSize = pixelSize
    self.library = library
    unsafe pattern = unsafe library.pattern(
      named: family, pixelSize: pixelSize, isBold: style == .bold)
    primary = unsafe pattern.flatMap { unsafe library.openBest(for: $0) }
  }

  var metrics: FontMetrics {
    guard let primary else {
      let ascent = pixelSize
      return FontMetrics(
        ascent: ascent, descent: pixelSize / 4, lineHeight: ascent + pixelSize / 4)
    }
    let font = unsafe library.faces[Int(primary)].font.pointee
    let ascent = unsafe Int(font.ascent)
    let descent = unsafe Int(font.descent)
    return FontMetrics(
      ascent: ascent, descent: descent,
      lineHeight: unsafe max(ascent + descent, Int(font.height)))
  }

  /// The glyph of a printable ASCII character.
  func glyph(ascii byte: UInt8) -> ResolvedGlyph {
    if let known = ascii[Int(byte)] { return known }
    let found = find(UInt32(byte), asEmoji: false)
    ascii[Int(byte)] = found
    return found
  }

  /// The glyph of any code point; `asEmoji` prefers a colour font.
  func glyph(for scalar: UInt32, asEmoji: Bool) -> ResolvedGlyph {
    let key = UInt64(scalar) << 1 | (asEmoji ? 1 : 0)
    if let known = others[key] { return known }
    let found = find(scalar, asEmoji: asEmoji)
    if others.count >= Self.cacheLimit { others.removeAll(keepingCapacity: true) }
    others[key] = found
    return found
  }

  private func find(_ scalar: UInt32, asEmoji: Bool) -> ResolvedGlyph {
    if asEmoji, let found = fromEmojiFonts(scalar) { return found }
    if let primary, let found = library.glyph(for: scalar, in: primary) { return found }
    if let found = fromFallback(scalar) { return found }
    let advance = MissingGlyph(codePoint: scalar).width(scale: MissingGlyph.unit(for: pixelSize))
    return ResolvedGlyph(
      face: ShapedText.missingFace, index: scalar, advance: Int32(clamping: advance))
  }

  private func fromFallback(_ scalar: UInt32) -> ResolvedGlyph? {
    guard Self.isWorthSearching(scalar), let pattern = unsafe pattern else { return nil }
    let order = unsafe fallback ?? FallbackOrder(pattern: pattern)
    fallback = order
    return order.glyph(for: scalar, library: library)
  }

  private func fromEmojiFonts(_ scalar: UInt32) -> ResolvedGlyph? {
    if emojiFallback == nil {
      let pattern = unsafe library.pattern(named: "emoji", pixelSize: pixelSize, isBold: false)
      emojiFallback = unsafe pattern.map { unsafe FallbackOrder(pattern: $0, isForEmoji: true) }
    }
    return emojiFallback?.glyph(for: scalar, library: library)
  }

  /// Private use and noncharacters mean nothing outside the font they were written for.
  private static func isWorthSearching(_ scalar: UInt32) -> Bool {
    scalar & 0xfffe != 0xfffe && !(0xfdd0...0xfdef).contains(scalar)
      && !(0xe000...0xf8ff).contains(scalar) && scalar < 0xf_0000
  }
}
