internal import CXlib
package import Widgets

/// The program's fonts, by style: shapes text with Xft's metrics and fontconfig's choice of fallback.
///
/// Each grapheme cluster gets the face that has its characters. Glyphs stand side by side in the order of the
/// text; marks are centred on their base. Joining, reordering and ligatures need a shaping engine, which
/// would take this class's place behind `TextShaper`.
@safe
package final class FontSet: TextShaper {
  /// 10.5 points, where nothing else is asked for.
  package static let regularPixels = 14.0
  /// Of the regular size.
  private static let smallPart = 12.0 / 14

  private(set) var library: FaceLibrary
  private let screen: Int32
  private let health: ConnectionHealth
  private var scale: Double
  private var choice = FontChoice()
  private var regular: StyleFonts?
  private var bold: StyleFonts?
  private var small: StyleFonts?

  init(display: OpaquePointer, screen: Int32, scale: Double, health: ConnectionHealth) {
    library = unsafe FaceLibrary(display: display, screen: screen, health: health)
    self.screen = screen
    self.health = health
    self.scale = scale
  }

  /// Takes other fonts: what was shaped before is worth nothing and may not be drawn any more.
  func configure(_ newChoice: FontChoice, scale newScale: Double) {
    guard newChoice != choice || newScale != scale else { return }
    choice = newChoice
    scale = newScale
    (regular, bold, small) = (nil, nil, nil)
    guard !library.faces.isEmpty else { return }
    library.close()
    library = unsafe FaceLibrary(display: library.display, screen: screen, health: health)
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
    case .regular: opened(style, &regular, choice.pixels)
    case .bold: opened(style, &bold, choice.pixels)
    case .small: opened(style, &small, choice.pixels * Self.smallPart)
    }
  }

  private func opened(_ style: FontStyle, _ fonts: inout StyleFonts?, _ pixels: Double)
    -> StyleFonts
  {
    if let fonts { return fonts }
    let made = StyleFonts(
      style: style, family: choice.name, pixelSize: max(1, Int((pixels * scale).rounded())),
      library: library)
    fonts = made
    return made
  }
}
