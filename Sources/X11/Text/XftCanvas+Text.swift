internal import CXlib
package import Widgets

extension XftCanvas {
  /// Glyphs sent in one request.
  private static let runLimit = 512

  package func draw(_ text: ShapedText, at baseline: Point, with color: Color) {
    let metrics = display.fonts.metrics(of: text.style)
    // Marks and pictures of other fonts reach over the line; nothing reaches over two.
    let reach = 2 * metrics.lineHeight
    guard !clip.isEmpty, baseline.y > clip.y - reach, baseline.y < clip.maxY + reach else { return }
    let visible = (clip.x - baseline.x - reach)..<(clip.maxX - baseline.x + reach)
    sendClip()
    let faces = display.fonts.library.faces
    for glyph in text.glyphs where visible.contains(Int(glyph.x)) {
      let x = baseline.x + Int(glyph.x)
      let y = baseline.y + Int(glyph.y)
      if glyph.face == ShapedText.missingFace {
        drawMissing(glyph.index, at: Point(x: x, y: y), metrics, text.style, color)
        continue
      }
      guard faces.indices.contains(Int(glyph.face)) else { continue }
      if unsafe run.count == Self.runLimit { flushRun(color) }
      unsafe run.append(
        XftGlyphFontSpec(
          font: faces[Int(glyph.face)].font, glyph: glyph.index, x: Int16(clamping: x),
          y: Int16(clamping: y)))
    }
    flushRun(color)
  }

  private func flushRun(_ color: Color) {
    guard unsafe !run.isEmpty else { return }
    defer { unsafe run.removeAll(keepingCapacity: true) }
    var xft = display.colors.xft(color)
    unsafe XftDrawGlyphFontSpec(draw, &xft, &run, Int32(run.count))
  }

  private func drawMissing(
    _ codePoint: UInt32, at pen: Point, _ metrics: FontMetrics, _ style: FontStyle, _ color: Color
  ) {
    let unit = MissingGlyph.unit(for: display.fonts.fonts(of: style).pixelSize)
    let shape = MissingGlyph(codePoint: codePoint).shape(at: pen, metrics: metrics, unit: unit)
    stroke(shape.box, thickness: unit, with: color)
    fill(shape.dots, with: color)
  }
}
