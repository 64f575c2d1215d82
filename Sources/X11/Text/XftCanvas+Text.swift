internal import CXlib
package import Widgets

extension XftCanvas {
  /// Glyphs sent in one request.
  private static let runLimit = 512

  package func draw(_ text: ShapedText, at baseline: Point, with color: Color) {
    let metrics = display.fonts.metrics(of: text.style)
    // Marks reach over the line, but not over the text of others: a tower of them ends in the next.
    let reach = 2 * metrics.lineHeight
    let tallest = metrics.lineHeight / 2
    guard !clip.isEmpty, baseline.y > clip.y - reach, baseline.y < clip.maxY + reach else { return }
    sendClip()
    let faces = display.fonts.library.faces
    var firstLate: Rect?
    for index in text.glyphs.indices where isVisible(index, of: text, at: baseline.x, reach) {
      let glyph = text.glyphs[index]
      guard abs(Int(glyph.y)) <= tallest else { continue }
      let pen = Point(x: baseline.x + Int(glyph.x), y: baseline.y + Int(glyph.y))
      if glyph.face == ShapedText.missingFace {
        drawMissing(glyph.index, at: pen, metrics, text.style, color)
        continue
      }
      guard faces.indices.contains(Int(glyph.face)) else { continue }
      let face = faces[Int(glyph.face)]
      let ink = face.ink(at: pen, reach: reach)
      switch readiness(of: glyph.index, face, at: pen, ink) {
      case .ready: add(glyph.index, of: face, at: pen, color)
      case .late: firstLate = firstLate ?? ink
      case .never: break
      }
    }
    flushRun(color)
    if let firstLate { putOff(from: firstLate, to: baseline.x + text.width + reach) }
  }

  /// Whether something of a glyph may be in the clip; some ligatures are ten letters wide.
  private func isVisible(_ index: Int, of text: ShapedText, at x: Int, _ reach: Int) -> Bool {
    let start = x + Int(text.glyphs[index].x)
    guard start < clip.maxX + reach else { return false }
    if start >= clip.x - reach { return true }
    let isLast = index + 1 == text.glyphs.count
    return x + (isLast ? text.width : Int(text.glyphs[index + 1].x)) >= clip.x - reach
  }

  private enum Readiness { case ready, late, never }

  /// Whether a glyph can be drawn; where it can't yet, it is made ready if there is time.
  private func readiness(
    of glyph: UInt32, _ face: FontFace, at pen: Point, _ ink: Rect
  ) -> Readiness {
    if face.isPicture, !ink.intersects(clip) { return .never }
    guard unsafe face.isUndrawn(glyph, on: display.handle) else { return .ready }
    // What is seen of it was drawn when it was there: Xft has let go of it since, or it has its turn later.
    if face.isPicture, !face.core(at: pen).intersects(clip) { return .never }
    let budget = display.fonts.glyphBudget
    guard !budget.isSpent else { return .late }
    budget.spend { unsafe face.load(glyph, on: display.handle) }
    return unsafe face.isUndrawn(glyph, on: display.handle) ? .never : .ready
  }

  /// Has the rest of a row drawn later, from the first glyph that is not ready.
  private func putOff(from first: Rect, to end: Int) {
    let rest = Rect(x: first.x, y: first.y, width: end - first.x, height: first.height)
    let part = rest.intersection(clip)
    if !part.isEmpty { undrawn.append(part) }
  }

  private func add(_ glyph: UInt32, of face: FontFace, at pen: Point, _ color: Color) {
    if unsafe run.count == Self.runLimit { flushRun(color) }
    unsafe run.append(
      XftGlyphFontSpec(
        font: face.font, glyph: glyph, x: Int16(clamping: pen.x), y: Int16(clamping: pen.y)))
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
