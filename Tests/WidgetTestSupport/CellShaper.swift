package import Widgets

/// Shapes every grapheme cluster as one cell: 10 pixels wide, 20 for wide East Asian ones and emoji.
///
/// Hebrew letters run to the left, signs and spaces as what is on both sides of them.
package final class CellShaper: TextShaper {
  /// How many bytes of text were shaped, to show that what is not visible is not.
  package private(set) var shapedByteCount = 0

  package init() {}

  package func metrics(of style: FontStyle) -> FontMetrics {
    FontMetrics(ascent: 16, descent: 4, lineHeight: 20)
  }

  package func levels(of text: Substring, base: UInt8?) -> TextLevels {
    let kinds = text.map(Self.isRightToLeft)
    let base = base ?? (kinds.lazy.compactMap(\.self).first == true ? 1 : 0)
    guard base == 1 || kinds.contains(true) else { return .leftToRight }
    var levels: [UInt8] = []
    for (index, character) in text.enumerated() {
      let before = kinds[..<index].last { $0 != nil } ?? nil
      let after = kinds[index...].first { $0 != nil } ?? nil
      let isRightToLeft = kinds[index] ?? (before == after ? before : nil)
      let level = isRightToLeft.map { $0 ? 1 : 2 * base } ?? base
      levels += Array(repeating: level, count: character.utf8.count)
    }
    return TextLevels(base: base, levels: levels)
  }

  /// After spaces.
  package func lineBreaks(in text: Substring) -> [Int] {
    let bytes = Array(text.utf8)
    return bytes.indices.filter {
      $0 > 0 && (bytes[$0 - 1] == 0x20 || bytes[$0 - 1] == 0x09) && bytes[$0] != 0x20
    } + (bytes.isEmpty ? [] : [bytes.count])
  }

  /// Behind every second character.
  package func wordBreaks(in text: Substring) -> [Int] {
    var (ends, end) = ([Int](), 0)
    for (number, character) in text.enumerated() {
      end += character.utf8.count
      if number % 2 == 1 || end == text.utf8.count { ends.append(end) }
    }
    return ends
  }

  package func shape(_ text: Substring, in style: FontStyle, levels: TextLevels) -> ShapedText {
    shapedByteCount += text.utf8.count
    var clusters: [ShapedText.Cluster] = []
    var offset = 0
    for character in text {
      let width = Self.first(character).value >= 0x1100 ? 20 : 10
      clusters.append(
        .init(offset: offset, x: 0, width: width, isRightToLeft: levels[offset] & 1 != 0))
      offset += character.utf8.count
    }
    var glyphs: [ShapedText.Glyph] = []
    var x = 0
    let characters = Array(text)
    for index in TextLevels.visualOrder(of: clusters.map { levels[Int($0.offset)] }) {
      clusters[index].x = Int32(x)
      glyphs.append(.init(face: 0, index: Self.first(characters[index]).value, x: x, y: 0))
      x += Int(clusters[index].width)
    }
    return ShapedText(
      style: style, clusters: clusters, glyphs: glyphs, width: x, utf8Count: text.utf8.count,
      isRightToLeft: levels.isRightToLeft)
  }

  private static func first(_ character: Character) -> Unicode.Scalar {
    character.unicodeScalars[character.unicodeScalars.startIndex]
  }

  private static func isRightToLeft(_ character: Character) -> Bool? {
    if (0x590...0x5ff).contains(first(character).value) { return true }
    return character.isLetter || character.isNumber ? false : nil
  }
}
