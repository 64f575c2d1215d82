import CText
import Widgets

/// Cuts a text into stretches of one level, one script and one face, whole grapheme clusters each.
@safe
struct Itemizer {
  /// How many code points of a cluster are shaped: a joke with ten thousand marks is not a freeze.
  private static let clusterLimit = 32

  private let fonts: StyleFonts
  private let levels: TextLevels
  private let functions: OpaquePointer?
  private(set) var scalars: [UInt32] = []
  /// The first code point of each cluster.
  private(set) var firstScalars: [Int32] = []
  /// Where each cluster starts, in bytes of UTF-8.
  private(set) var offsets: [Int32] = []
  private(set) var items: [ShapingItem] = []

  init(_ text: Substring, fonts: StyleFonts, levels: TextLevels) {
    self.fonts = fonts
    self.levels = levels
    unsafe functions = unsafe hb_unicode_funcs_get_default()
    let count = text.utf8.count
    scalars.reserveCapacity(count)
    firstScalars.reserveCapacity(count)
    offsets.reserveCapacity(count)
    read(text)
  }

  private mutating func read(_ text: Substring) {
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
    beginCluster(at: offset)
    scalars.append(UInt32(byte))
    let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a
    if isLetter {
      add(1, script: HB_SCRIPT_LATIN, face: fonts.face(ascii: byte))
    } else {
      add(1, script: HB_SCRIPT_COMMON, face: neutralFace(of: UInt32(byte)))
    }
  }

  private mutating func append(_ character: Character, at offset: Int) {
    beginCluster(at: offset)
    let start = scalars.count
    var isVisible = false
    for scalar in character.unicodeScalars {
      scalars.append(scalar.value)
      if scalars.count - start > Self.clusterLimit { continue }
      isVisible = isVisible || !scalar.properties.isDefaultIgnorableCodePoint
    }
    let first = character.unicodeScalars[character.unicodeScalars.startIndex]
    let count = min(scalars.count - start, Self.clusterLimit)
    if first == "\t" {
      add(1, script: HB_SCRIPT_COMMON, face: ShapingItem.tab)
    } else if first.properties.generalCategory == .control || Self.isNoncharacter(first) {
      add(1, script: HB_SCRIPT_COMMON, face: ShapedText.missingFace)
    } else if !isVisible {
      add(count, script: HB_SCRIPT_COMMON, face: ShapingItem.nothing)
    } else {
      addVisible(character, from: start, count)
    }
  }

  private mutating func addVisible(_ character: Character, from start: Int, _ count: Int) {
    let script = script(ofScalarsFrom: start, count)
    var needed: [UInt32] = []
    for scalar in character.unicodeScalars.prefix(count)
    where !scalar.properties.isDefaultIgnorableCodePoint {
      needed.append(scalar.value)
    }
    let asEmoji = Self.wantsEmoji(character.unicodeScalars)
    if needed.count == 1, script == HB_SCRIPT_COMMON, !asEmoji {
      add(count, script: script, face: neutralFace(of: needed[0]))
    } else if let face = fonts.face(forAll: needed, asEmoji: asEmoji) {
      add(count, script: script, face: face)
    } else {
      addPieces(from: start, count, script: script, asEmoji: asEmoji)
    }
  }

  /// A cluster that no one face has: each face takes what it has.
  private mutating func addPieces(
    from start: Int, _ count: Int, script: hb_script_t, asEmoji: Bool
  ) {
    var face: Int32?
    for index in start..<start + count {
      guard let scalar = Unicode.Scalar(scalars[index]),
        !scalar.properties.isDefaultIgnorableCodePoint
      else { continue }
      if face.map({ $0 < 0 || !fonts.has(scalar.value, in: $0) }) ?? true {
        face = fonts.face(for: scalar.value, asEmoji: asEmoji)
      }
      add(index..<index + 1, script: script, face: face ?? ShapedText.missingFace)
    }
  }

  // MARK: Items

  private mutating func beginCluster(at offset: Int) {
    firstScalars.append(Int32(scalars.count))
    offsets.append(Int32(clamping: offset))
  }

  /// Adds the first `count` code points of the last cluster.
  private mutating func add(_ count: Int, script: hb_script_t, face: Int32) {
    let start = Int(firstScalars[firstScalars.count - 1])
    add(start..<start + count, script: script, face: face)
  }

  private mutating func add(_ range: Range<Int>, script: hb_script_t, face: Int32) {
    let cluster = firstScalars.count - 1
    let item = ShapingItem(
      scalars: range, clusters: cluster..<cluster + 1, level: levels[Int(offsets[cluster])],
      script: script, face: face)
    if !items.isEmpty, items[items.count - 1].join(item) { return }
    items.append(item)
  }

  /// The face of a sign or a space: the first choice, so that both brackets of a pair are alike; that of the
  /// text before it where it has none for it, and for what would stand out.
  private func neutralFace(of scalar: UInt32) -> Int32 {
    let own =
      scalar < 0x80
      ? fonts.face(ascii: UInt8(scalar)) : fonts.face(for: scalar, asEmoji: false)
    guard let last = items.last, last.face >= 0, last.face != own, !fonts.isColor(last.face),
      own != fonts.primary || Self.blends(scalar, with: last.script),
      fonts.has(scalar, in: last.face)
    else { return own }
    return last.face
  }

  /// Whether a sign looks as the letters before it do: a space, and among ideographs, which are all of one
  /// width, the quotes, dots and dashes that they share with others.
  private static func blends(_ scalar: UInt32, with script: hb_script_t) -> Bool {
    switch scalar {
    case 0x20, 0xa0, 0x2000...0x200a, 0x3000: true
    case 0x2010...:
      script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA
        || script == HB_SCRIPT_HANGUL || script == HB_SCRIPT_BOPOMOFO
    default: false
    }
  }

  private func script(ofScalarsFrom start: Int, _ count: Int) -> hb_script_t {
    for index in start..<start + count {
      let script = unsafe hb_unicode_script(functions, scalars[index])
      if script != HB_SCRIPT_COMMON, script != HB_SCRIPT_INHERITED, script != HB_SCRIPT_UNKNOWN {
        return script
      }
    }
    return HB_SCRIPT_COMMON
  }

  /// Whether a person expects a picture: an emoji by itself, one that asks for it with U+FE0F, or a sequence
  /// that has no other meaning, though its U+FE0F was lost on the way (unqualified ones of UTS #51).
  private static func wantsEmoji(_ scalars: Character.UnicodeScalarView) -> Bool {
    if scalars.contains("\u{FE0E}") { return false }
    let first = scalars[scalars.startIndex].properties
    if first.isEmojiPresentation { return true }
    return scalars.contains { scalar in
      switch scalar {
      case "\u{FE0F}": true
      case "\u{20E3}", "\u{200D}": first.isEmoji
      default: scalar.properties.isEmojiModifier
      }
    }
  }

  private static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isNoncharacterCodePoint
  }
}
