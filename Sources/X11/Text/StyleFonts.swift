import CXlib
import Widgets

/// The fonts of one style: the first choice, and what steps in for characters that it lacks.
///
/// Which face a cluster gets is looked up once and kept, misses too, in a table for ASCII and bounded
/// dictionaries for the rest. The fallback order comes from one `FcFontSort`, made when the first
/// character is missing: it takes longer than opening all that a Latin window needs. Fontconfig adds the
/// locale's language to it, which decides between the Han fonts.
@safe
final class StyleFonts {
  private static let cacheLimit = 16_384

  let pixelSize: Int
  private let style: FontStyle
  private let library: FaceLibrary
  private let pattern: OpaquePointer?
  let primary: Int32?
  private var ascii = [Int32?](repeating: nil, count: 128)
  private var singles: [UInt64: Int32] = [:]
  private var several: [[UInt32]: Int32] = [:]
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
    // A colour font's are those of its pictures, which are drawn smaller.
    guard let primary, !isColor(primary) else {
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

  /// The width of a space, in pixels.
  private(set) lazy var spaceWidth: Int = {
    let face = face(ascii: 0x20)
    return face < 0 ? pixelSize / 4 : library.advance(ofCharacter: 0x20, in: face)
  }()

  /// The width of the box with a code point, in pixels.
  func boxWidth(of scalar: UInt32) -> Int {
    MissingGlyph(codePoint: scalar).width(scale: MissingGlyph.unit(for: pixelSize))
  }

  func has(_ scalar: UInt32, in face: Int32) -> Bool { library.has(scalar, in: face) }

  func isColor(_ face: Int32) -> Bool { library.faces[Int(face)].isColor }

  /// The face of a printable ASCII character; `ShapedText.missingFace` for none.
  func face(ascii byte: UInt8) -> Int32 {
    if let known = ascii[Int(byte)] { return known }
    let found = find([UInt32(byte)], asEmoji: false)
    if found == nil { library.tellThatLettersAreMissing() }
    ascii[Int(byte)] = found ?? ShapedText.missingFace
    return found ?? ShapedText.missingFace
  }

  /// The face of any code point; `asEmoji` prefers a colour font.
  func face(for scalar: UInt32, asEmoji: Bool) -> Int32 {
    let key = UInt64(scalar) << 1 | (asEmoji ? 1 : 0)
    if let known = singles[key] { return known }
    let found = find([scalar], asEmoji: asEmoji) ?? ShapedText.missingFace
    if singles.count >= Self.cacheLimit { singles.removeAll(keepingCapacity: true) }
    singles[key] = found
    return found
  }

  /// The face that has all of a cluster; nil where no one has.
  func face(forAll scalars: [UInt32], asEmoji: Bool) -> Int32? {
    if scalars.count == 1 { return face(for: scalars[0], asEmoji: asEmoji) }
    let key = asEmoji ? scalars + [1] : scalars
    if let known = several[key] { return known < 0 ? nil : known }
    let found = find(scalars, asEmoji: asEmoji)
    if several.count >= Self.cacheLimit / 4 { several.removeAll(keepingCapacity: true) }
    several[key] = found ?? ShapedText.missingFace
    return found
  }

  private func find(_ scalars: [UInt32], asEmoji: Bool) -> Int32? {
    if asEmoji, let found = fromEmojiFonts(scalars) { return found }
    if let primary, scalars.allSatisfy({ library.has($0, in: primary) }) { return primary }
    return fromFallback(scalars)
  }

  private func fromFallback(_ scalars: [UInt32]) -> Int32? {
    guard scalars.allSatisfy(Self.isWorthSearching), let pattern = unsafe pattern else {
      return nil
    }
    let order = unsafe fallback ?? FallbackOrder(pattern: pattern)
    fallback = order
    return order.face(having: scalars, library: library)
  }

  private func fromEmojiFonts(_ scalars: [UInt32]) -> Int32? {
    if emojiFallback == nil {
      let pattern = unsafe library.pattern(named: "emoji", pixelSize: pixelSize, isBold: false)
      emojiFallback = unsafe pattern.map { unsafe FallbackOrder(pattern: $0, isForEmoji: true) }
    }
    return emojiFallback?.face(having: scalars, library: library)
  }

  /// Private use and noncharacters mean nothing outside the font they were written for.
  private static func isWorthSearching(_ scalar: UInt32) -> Bool {
    scalar & 0xfffe != 0xfffe && !(0xfdd0...0xfdef).contains(scalar)
      && !(0xe000...0xf8ff).contains(scalar) && scalar < 0xf_0000
  }
}
