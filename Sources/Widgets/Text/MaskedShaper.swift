/// Shapes every character as the same dot: for a passphrase that somebody could read over a shoulder.
final class MaskedShaper: TextShaper {
  let base: any TextShaper

  init(over base: any TextShaper) {
    self.base = base
  }

  func metrics(of style: FontStyle) -> FontMetrics { base.metrics(of: style) }

  func levels(of text: Substring, base: UInt8?) -> TextLevels { .leftToRight }

  func lineBreaks(in text: Substring) -> [Int] { text.isEmpty ? [] : [text.utf8.count] }

  func wordBreaks(in text: Substring) -> [Int] { lineBreaks(in: text) }

  func shape(_ text: Substring, in style: FontStyle, levels: TextLevels) -> ShapedText {
    let dot = base.shape("•", in: style, levels: .leftToRight)
    var masked = ShapedText(
      style: style, clusters: [], glyphs: [], width: 0, utf8Count: text.utf8.count)
    var offset = 0
    for character in text {
      masked.clusters.append(.init(offset: offset, x: masked.width, width: dot.width))
      for var glyph in dot.glyphs {
        glyph.x += Int32(clamping: masked.width)
        masked.glyphs.append(glyph)
      }
      masked.width += dot.width
      offset += character.utf8.count
    }
    return masked
  }
}
