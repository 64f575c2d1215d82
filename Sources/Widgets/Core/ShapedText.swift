/// A piece of text turned into placed glyphs: what a `TextShaper` makes and a `Canvas` draws.
///
/// One piece holds no line break. Its clusters are in the order of the text and cover all of it: cluster
/// `i` starts at UTF-8 offset `clusters[i].offset` of the string that was shaped. Where they stand is
/// another matter: positions are pixels from the left end of the baseline, and parts that run to
/// the left stand the other way round.
package struct ShapedText: Hashable, Sendable {
  /// One grapheme cluster: what a person takes for a character.
  package struct Cluster: Hashable, Sendable {
    /// Where the cluster starts in the text, in bytes of UTF-8.
    package var offset: Int32
    /// Its left edge, in pixels from the pen's start.
    package var x: Int32
    /// Its width, in pixels; 0 for what has none.
    package var width: Int32
    /// Whether its text starts at its right edge.
    package var isRightToLeft: Bool

    package init(offset: Int, x: Int, width: Int, isRightToLeft: Bool = false) {
      self.offset = Int32(clamping: offset)
      self.x = Int32(clamping: x)
      self.width = Int32(clamping: width)
      self.isRightToLeft = isRightToLeft
    }

    /// Where a caret before it stands.
    package var leadingX: Int { Int(isRightToLeft ? x + width : x) }
    /// Where a caret after it stands.
    package var trailingX: Int { Int(isRightToLeft ? x : x + width) }
  }

  /// One glyph of one face, placed.
  package struct Glyph: Hashable, Sendable {
    /// The face's number in the shaper that made this; `missingFace` for a box with a code point.
    package var face: Int32
    /// The glyph's number in its face, or the code point of a missing one.
    package var index: UInt32
    package var x: Int32
    package var y: Int32

    package init(face: Int, index: UInt32, x: Int, y: Int) {
      self.face = Int32(clamping: face)
      self.index = index
      self.x = Int32(clamping: x)
      self.y = Int32(clamping: y)
    }
  }

  package static let missingFace: Int32 = -1

  package var style: FontStyle
  package var clusters: [Cluster]
  package var glyphs: [Glyph]
  package var width: Int
  /// The length of the text that was shaped, in bytes of UTF-8.
  package var utf8Count: Int
  /// Whether its paragraph runs to the left.
  package var isRightToLeft: Bool

  package init(
    style: FontStyle, clusters: [Cluster], glyphs: [Glyph], width: Int, utf8Count: Int,
    isRightToLeft: Bool = false
  ) {
    self.style = style
    self.clusters = clusters
    self.glyphs = glyphs
    self.width = width
    self.utf8Count = utf8Count
    self.isRightToLeft = isRightToLeft
  }
}
