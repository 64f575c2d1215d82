import Widgets

/// The glyph that a code point becomes in one style.
struct ResolvedGlyph {
  var face: Int32
  var index: UInt32
  var advance: Int32

  var isMissing: Bool { face == ShapedText.missingFace }
}
