import CText
import Widgets

/// UAX #9 by FriBidi.
enum BidiAnalysis {
  /// The first byte of UTF-8 that a character running to the left, or one that steers direction, can have: U+0590 and up.
  private static let firstByte: UInt8 = 0xd6

  /// The levels of a paragraph's bytes.
  static func levels(of text: Substring, base: UInt8?) -> TextLevels {
    // Latin, Greek and Cyrillic all run to the right.
    guard base == 1 || text.utf8.contains(where: { $0 >= firstByte }) else {
      return .leftToRight
    }
    let scalars = text.unicodeScalars.map(\.value)
    let (resolved, levels) = levels(of: scalars, base: base)
    if levels.allSatisfy({ $0 == resolved }) { return TextLevels(base: resolved) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for (scalar, level) in zip(text.unicodeScalars, levels) {
      for _ in 0..<UTF8.width(scalar) { bytes.append(level) }
    }
    return TextLevels(base: resolved, levels: bytes)
  }

  /// The levels of code points before rule L1.
  static func levels(of scalars: [UInt32], base: UInt8?) -> (base: UInt8, levels: [UInt8]) {
    let count = FriBidiStrIndex(scalars.count)
    var types = [FriBidiCharType](repeating: FriBidiCharType(0), count: scalars.count)
    var brackets = [FriBidiBracketType](repeating: 0, count: scalars.count)
    var levels = [FriBidiLevel](repeating: 0, count: scalars.count)
    unsafe fribidi_get_bidi_types(scalars, count, &types)
    unsafe fribidi_get_bracket_types(scalars, count, types, &brackets)
    var direction =
      base.map { $0 & 1 == 0 ? FRIBIDI_PAR_LTR : FRIBIDI_PAR_RTL } ?? FRIBIDI_PAR_ON
    let highest = unsafe fribidi_get_par_embedding_levels_ex(
      types, brackets, count, &direction, &levels)
    // Out of memory: as it was written.
    guard highest > 0 else { return (base ?? 0, levels.map { _ in base ?? 0 }) }
    return (direction == FRIBIDI_PAR_RTL ? 1 : 0, levels.map { UInt8(clamping: $0) })
  }
}
