internal import CXlib
package import Widgets

/// The program's fonts, by style: shapes text with Xft's metrics and fontconfig's choice of fallback.
///
/// Each grapheme cluster gets the face that has its characters. Glyphs stand side by side in the order of the
/// text; marks are centred on their base. Joining, reordering and ligatures need a shaping engine, which
/// would take this class's place behind `TextShaper`.
@safe
package final class FontSet: TextShaper {
  /// 10.5 points.
  private static let regularPixels = 14.0
  private static let smallPixels = 12.0

  let library: FaceLibrary
  private let scale: Double
  private var regular: StyleFonts?
  private var bold: StyleFonts?
  private var small: StyleFonts?

  init(display: OpaquePointer, screen: Int32, scale: Double, health: ConnectionHealth) {
    library = unsafe FaceLibrary(display: display, screen: screen, health: health)
    self.scale = scale
  }

  package func metrics(of style: FontStyle) -> FontMetrics {
    fonts(of: style).metrics
  }

  package func shape(_ text: Substring, in style: FontStyle) -> ShapedText {
    var pass = ShapingPass(fonts: fonts(of: style), library: library, count: text.utf8.count)
    pass.shape(text)
    return ShapedText(
      style: style, clusters: pass.clusters, glyphs: pass.glyphs, width: pass.pen,
      utf8Count: text.utf8.count)
  }

  /// The fonts of a style, opened when it is first used.
  func fonts(of style: FontStyle) -> StyleFonts {
    switch style {
    case .regular: opened(style, &regular, Self.regularPixels)
    case .bold: opened(style, &bold, Self.regularPixels)
    case .small: opened(style, &small, Self.smallPixels)
    }
  }

  private func opened(_ style: FontStyle, _ fonts: inout StyleFonts?, _ pixels: Double)
    -> StyleFonts
  {
    if let fonts { return fonts }
    let made = StyleFonts(
      style: style, pixelSize: Int((pixels * scale).rounded()), library: library)
    fonts = made
    return made
  }
}
