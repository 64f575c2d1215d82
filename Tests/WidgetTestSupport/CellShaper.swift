package import Widgets

/// Shapes every grapheme cluster as one cell: 10 pixels wide, 20 for wide East Asian ones and emoji.
package final class CellShaper: TextShaper {
  /// How many bytes of text were shaped, to show that what is not visible is not.
  package private(set) var shapedByteCount = 0

  package init() {}

  package func metrics(of style: FontStyle) -> FontMetrics {
    FontMetrics(ascent: 16, descent: 4, lineHeight: 20)
  }

  package func shape(_ text: Substring, in style: FontStyle) -> ShapedText {
    shapedByteCount += text.utf8.count
    var clusters: [ShapedText.Cluster] = []
    var glyphs: [ShapedText.Glyph] = []
    var offset = 0
    var x = 0
    for character in text {
      let first = character.unicodeScalars[character.unicodeScalars.startIndex]
      let width = first.value >= 0x1100 ? 20 : 10
      clusters.append(.init(offset: offset, x: x, width: width))
      glyphs.append(.init(face: 0, index: first.value, x: x, y: 0))
      offset += character.utf8.count
      x += width
    }
    return ShapedText(
      style: style, clusters: clusters, glyphs: glyphs, width: x, utf8Count: text.utf8.count)
  }
}
