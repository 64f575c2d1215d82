internal import CXlib
package import Widgets

/// The program's fonts, by style, and the text engine over them.
///
/// A text is cut by direction (FriBidi's levels), script and face (`Itemizer`), each grapheme cluster whole
/// and with one face: the style's own, or what fontconfig would have step in (`StyleFonts`). HarfBuzz
/// shapes each stretch at Xft's size (`ShapingEngine`); `ShapingPass` sets them side by side in the order
/// in which they are seen. What was shaped lately is kept, up to a bound (`ShapedLineCache`).
@safe
package final class FontSet: TextShaper {
  /// 10.5 points, where nothing else is asked for.
  package static let regularPixels = 14.0
  /// Of the regular size.
  private static let smallPart = 12.0 / 14

  let library: FaceLibrary
  /// Shared by all windows.
  let glyphBudget = GlyphBudget()
  private let engine: ShapingEngine
  private lazy var lineBreaker = TextBreaker(.line)
  private lazy var wordBreaker = TextBreaker(.word)
  private var lines = ShapedLineCache()
  private var scale: Double
  private var choice = FontChoice()
  private var regular: StyleFonts?
  private var bold: StyleFonts?
  private var small: StyleFonts?

  init(
    display: OpaquePointer, screen: Int32, scale: Double, health: ConnectionHealth,
    xftVersion: Int32 = XftGetVersion()
  ) {
    library = unsafe FaceLibrary(
      display: display, screen: screen, health: health, xftVersion: xftVersion)
    engine = ShapingEngine(library: library)
    self.scale = scale
  }

  /// Takes other fonts: what was shaped before is worth nothing and may not be drawn any more.
  func configure(_ newChoice: FontChoice, scale newScale: Double) {
    guard newChoice != choice || newScale != scale else { return }
    choice = newChoice
    scale = newScale
    (regular, bold, small) = (nil, nil, nil)
    lines = ShapedLineCache()
    library.close()
  }

  package func metrics(of style: FontStyle) -> FontMetrics {
    fonts(of: style).metrics
  }

  package func levels(of text: Substring, base: UInt8?) -> TextLevels {
    BidiAnalysis.levels(of: text, base: base)
  }

  package func lineBreaks(in text: Substring) -> [Int] {
    lineBreaker.breaks(in: text)
  }

  package func wordBreaks(in text: Substring) -> [Int] {
    wordBreaker.breaks(in: text)
  }

  package func shape(_ text: Substring, in style: FontStyle, levels: TextLevels) -> ShapedText {
    let key = ShapedLineCache.Key(text: text, style: style, levels: levels)
    if let known = lines[key] { return known }
    let pass = ShapingPass(text, fonts: fonts(of: style), engine: engine, levels: levels)
    let shaped = ShapedText(
      style: style, clusters: pass.clusters, glyphs: pass.glyphs, width: pass.width,
      utf8Count: text.utf8.count, isRightToLeft: levels.isRightToLeft)
    lines[key] = shaped
    return shaped
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
