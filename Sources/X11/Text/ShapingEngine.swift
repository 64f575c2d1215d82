import CText
import CXlib
import Widgets

/// Shapes stretches of text with HarfBuzz, through hb-ft, with the faces that Xft draws.
@safe
final class ShapingEngine {
  /// A glyph where HarfBuzz put it, in 64ths of a pixel.
  struct Glyph {
    var index: UInt32
    /// The first code point that it stands for.
    var scalar: Int
    var advance: Int
    var xOffset: Int
    var yOffset: Int
  }

  private let library: FaceLibrary
  private let buffer: OpaquePointer?
  private let language: OpaquePointer?

  init(library: FaceLibrary) {
    self.library = library
    unsafe buffer = unsafe hb_buffer_create()
    unsafe language = unsafe hb_language_get_default()
  }

  deinit { unsafe hb_buffer_destroy(buffer) }

  /// Shapes an item, its neighbours as context.
  ///
  /// - Returns: Its glyphs from left to right; nil where the face's file can't be read any more.
  func shape(_ item: ShapingItem, of scalars: [UInt32]) -> [Glyph]? {
    prepare(item, scalars)
    let isShaped = unsafe library.withShapingFont(of: item.face) { font in
      unsafe hb_shape(font, buffer, nil, 0)
    }
    guard isShaped else { return nil }
    var glyphs = read()
    if let scale = library.faces[Int(item.face)].shaping.pictureScale {
      Self.shrink(&glyphs, scale)
    }
    return glyphs
  }

  private func prepare(_ item: ShapingItem, _ scalars: [UInt32]) {
    var flags = HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES.rawValue
    if item.scalars.lowerBound == 0 { flags |= HB_BUFFER_FLAG_BOT.rawValue }
    if item.scalars.upperBound == scalars.count { flags |= HB_BUFFER_FLAG_EOT.rawValue }
    unsafe hb_buffer_clear_contents(buffer)
    unsafe hb_buffer_set_flags(buffer, hb_buffer_flags_t(rawValue: flags))
    // A letter and a vowel that follows it are one syllable to HarfBuzz, and two clusters to people.
    unsafe hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS)
    unsafe hb_buffer_add_utf32(
      buffer, scalars, Int32(scalars.count), UInt32(item.scalars.lowerBound),
      Int32(item.scalars.count))
    unsafe hb_buffer_set_direction(
      buffer, item.isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    unsafe hb_buffer_set_script(buffer, item.script)
    unsafe hb_buffer_set_language(buffer, language)
  }

  private func read() -> [Glyph] {
    var count: UInt32 = 0
    guard let infos = unsafe hb_buffer_get_glyph_infos(buffer, &count),
      let positions = unsafe hb_buffer_get_glyph_positions(buffer, &count)
    else { return [] }
    var glyphs: [Glyph] = []
    glyphs.reserveCapacity(Int(count))
    for index in 0..<Int(count) {
      let info = unsafe infos[index]
      let position = unsafe positions[index]
      glyphs.append(
        Glyph(
          index: info.codepoint, scalar: Int(info.cluster), advance: Int(position.x_advance),
          xOffset: Int(position.x_offset), yOffset: Int(position.y_offset)))
    }
    return glyphs
  }

  /// Pictures have the size of their bitmaps until Xft draws them smaller, on whole pixels and not kerned.
  private static func shrink(_ glyphs: inout [Glyph], _ scale: Double) {
    for index in glyphs.indices where glyphs[index].index != 0 {
      glyphs[index].advance = Int((Double(glyphs[index].advance) * scale / 64).rounded()) * 64
      glyphs[index].xOffset = 0
      glyphs[index].yOffset = 0
    }
  }
}
