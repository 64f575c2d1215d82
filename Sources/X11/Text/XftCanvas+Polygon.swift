internal import CXlib
package import Widgets

extension XftCanvas {
  private static let corners = 48
  /// The cosine and sine of one corner's step, 360° / 48.
  private static let step = (x: 0.991_444_861_373_810_4, y: 0.130_526_192_220_051_57)

  package func fillEllipse(in rect: Rect, with color: Color) {
    guard rect.intersects(clip) else { return }
    fill(Self.outline(of: rect), with: color)
  }

  package func fillPolygon(_ corners: [(x: Double, y: Double)], with color: Color) {
    guard !clip.isEmpty else { return }
    fill(corners.map { XPointDouble(x: $0.x, y: $0.y) }, with: color)
  }

  /// The server draws trapezoids through a mask, which makes the edges smooth.
  ///
  /// Of what isn't convex libXrender makes more of them than it has reserved memory for (1.3.0).
  private func fill(_ outline: [XPointDouble], with color: Color) {
    var points = outline
    sendClip()
    var xft = display.colors.xft(color)
    guard let mask = unsafe XRenderFindStandardFormat(display.handle, Int32(PictStandardA8)) else {
      return
    }
    let source = unsafe XftDrawSrcPicture(draw, &xft)
    let target = unsafe XftDrawPicture(draw)
    guard source != 0, target != 0 else { return }
    unsafe XRenderCompositeDoublePoly(
      display.handle, Int32(PictOpOver), source, target, mask, 0, 0, 0, 0, &points,
      Int32(points.count), 0)
  }

  private static func outline(of rect: Rect) -> [XPointDouble] {
    let radiusX = Double(rect.width) / 2
    let radiusY = Double(rect.height) / 2
    var (x, y) = (1.0, 0.0)
    return (0..<corners).map { _ in
      defer { (x, y) = (x * step.x - y * step.y, x * step.y + y * step.x) }
      return XPointDouble(
        x: Double(rect.x) + radiusX * (1 + x), y: Double(rect.y) + radiusY * (1 + y))
    }
  }
}
