import CText
import Widgets

/// A stretch of text that is shaped at once: one level, one script, one face.
struct ShapingItem {
  /// The width of four spaces and no glyph.
  static let tab: Int32 = -2
  /// No width and no glyph: what is invisible by itself.
  static let nothing: Int32 = -3

  /// Where its code points are in the text.
  var scalars: Range<Int>
  /// Where its clusters are among the text's.
  var clusters: Range<Int>
  var level: UInt8
  var script: hb_script_t
  /// The face's number, `ShapedText.missingFace` for boxes, `tab` or `nothing`.
  var face: Int32

  var isRightToLeft: Bool { level & 1 != 0 }

  /// Takes the next stretch in, where it can be shaped together with this one.
  mutating func join(_ next: ShapingItem) -> Bool {
    guard next.face == face, next.level == level, next.scalars.lowerBound == scalars.upperBound,
      face >= 0 || face == ShapedText.missingFace
    else { return false }
    if next.script != script {
      guard next.script == HB_SCRIPT_COMMON || script == HB_SCRIPT_COMMON else { return false }
      if script == HB_SCRIPT_COMMON { script = next.script }
    }
    scalars = scalars.lowerBound..<next.scalars.upperBound
    clusters = clusters.lowerBound..<next.clusters.upperBound
    return true
  }
}
