import Widgets

/// One text on its way to glyphs: the pen moves right, cluster by cluster.
struct ShapingPass {
  private let fonts: StyleFonts
  private let library: FaceLibrary
  private(set) var clusters: [ShapedText.Cluster] = []
  private(set) var glyphs: [ShapedText.Glyph] = []
  private(set) var pen = 0

  init(fonts: StyleFonts, library: FaceLibrary, count: Int) {
    self.fonts = fonts
    self.library = library
    clusters.reserveCapacity(count)
    glyphs.reserveCapacity(count)
  }

  /// Shapes it all: ASCII without asking what a character is, the rest by grapheme cluster.
  mutating func shape(_ text: Substring) {
    let utf8 = text.utf8Span
    let bytes = utf8.span
    let count = bytes.count
    var characters = utf8.makeCharacterIterator()
    var offset = 0
    while offset < count {
      let byte = bytes[offset]
      // A character of ASCII stands alone unless a mark, which is not ASCII, follows.
      if byte >= 0x20, byte < 0x7f, offset + 1 == count || bytes[offset + 1] < 0x80 {
        append(ascii: byte, at: offset)
        offset += 1
        continue
      }
      unsafe characters.reset(toUnchecked: offset)  // `offset` is where a character ended
      guard let character = characters.next() else { return }
      append(character, at: offset)
      offset = characters.currentCodeUnitOffset
    }
  }

  private mutating func append(ascii byte: UInt8, at offset: Int) {
    let glyph = fonts.glyph(ascii: byte)
    clusters.append(.init(offset: offset, x: pen, width: Int(glyph.advance)))
    glyphs.append(.init(face: Int(glyph.face), index: glyph.index, x: pen, y: 0))
    pen += Int(glyph.advance)
  }

  private mutating func append(_ character: Character, at offset: Int) {
    let start = pen
    let scalars = character.unicodeScalars
    let first = scalars[scalars.startIndex]
    if first == "\t" {
      pen += 4 * Int(fonts.glyph(ascii: 0x20).advance)
    } else if first.properties.generalCategory == .control {
      place(fonts.glyph(for: first.value, asEmoji: false))
    } else {
      append(scalars, asEmoji: Self.wantsEmoji(scalars, first))
    }
    clusters.append(.init(offset: offset, x: start, width: pen - start))
  }

  private mutating func append(_ scalars: Character.UnicodeScalarView, asEmoji: Bool) {
    var base: (glyph: ResolvedGlyph, x: Int)?
    for scalar in scalars where !scalar.properties.isDefaultIgnorableCodePoint {
      let glyph = fonts.glyph(for: scalar.value, asEmoji: asEmoji)
      if let base, Self.isMark(scalar), !glyph.isMissing {
        // A picture, such as a keycap without its digit, would hide what it is put on.
        if !library.isColor(glyph) { place(glyph, over: base.glyph, at: base.x) }
      } else {
        base = (glyph, pen)
        place(glyph)
      }
    }
  }

  private mutating func place(_ glyph: ResolvedGlyph) {
    glyphs.append(.init(face: Int(glyph.face), index: glyph.index, x: pen, y: 0))
    pen += Int(glyph.advance)
  }

  /// Centres the ink of a mark on its base: fonts differ in where they expect the pen for it.
  private mutating func place(_ mark: ResolvedGlyph, over base: ResolvedGlyph, at x: Int) {
    let ink = library.extents(of: mark)
    let markX = x + (Int(base.advance) - ink.width) / 2 - ink.left
    glyphs.append(.init(face: Int(mark.face), index: mark.index, x: markX, y: 0))
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Whether a person expects a picture: an emoji by itself, or one that asks for it with U+FE0F.
  ///
  /// Not a keycap: the pictures of digits are blank until a shaping engine puts both together.
  private static func wantsEmoji(
    _ scalars: Character.UnicodeScalarView, _ first: Unicode.Scalar
  ) -> Bool {
    if scalars.contains("\u{FE0E}") || scalars.contains("\u{20E3}") { return false }
    return first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}")
  }
}
