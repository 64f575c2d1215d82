/// Draws the signs of `TextView.Mark`, each on a grid of pixels at 96 dpi round its middle.
struct MarkPen {
  let canvas: any Canvas
  let color: Color
  /// What shows through.
  let background: Color
  /// Pixels for each unit of the grid.
  let scale: Double
  let center: (x: Double, y: Double)

  func drawClock() {
    ring(width: 10, height: 10)
    polygon([(-0.6, -3), (0.6, -3), (0.6, 0.6), (-0.6, 0.6)])
    polygon([(-0.6, -0.6), (2.8, -0.6), (2.8, 0.6), (-0.6, 0.6)])
  }

  /// A tick as thick as a thin letter: down to its corner, then up.
  func drawTick(at x: Double) {
    let arms = [
      [(-4.0, 0.2), (-3.1, -0.7), (-0.2, 2.2), (-1.1, 3.1)],
      [(-1.1, 3.1), (-2.1, 2.2), (2.9, -3.4), (3.9, -2.5)],
    ]
    for arm in arms { polygon(arm.map { ($0.0 + x, $0.1) }) }
  }

  func drawEye() {
    ring(width: 13, height: 8)
    canvas.fillEllipse(in: box(width: 4, height: 4), with: color)
  }

  func drawExclamation() {
    polygon([(-1, -5), (1, -5), (0.7, 1.6), (-0.7, 1.6)])
    polygon([(-1, 2.8), (1, 2.8), (1, 4.8), (-1, 4.8)])
  }

  private func ring(width: Double, height: Double) {
    canvas.fillEllipse(in: box(width: width, height: height), with: color)
    canvas.fillEllipse(in: box(width: width - 2.6, height: height - 2.6), with: background)
  }

  private func box(width: Double, height: Double) -> Rect {
    Rect(
      x: Int((center.x - width * scale / 2).rounded()),
      y: Int((center.y - height * scale / 2).rounded()),
      width: Int((width * scale).rounded()), height: Int((height * scale).rounded()))
  }

  private func polygon(_ corners: [(x: Double, y: Double)]) {
    canvas.fillPolygon(
      corners.map { (x: center.x + $0.x * scale, y: center.y + $0.y * scale) }, with: color)
  }
}
