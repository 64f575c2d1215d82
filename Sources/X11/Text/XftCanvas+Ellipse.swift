internal import CXlib
package import Widgets

extension XftCanvas {
  private static let corners = 48
  /// The cosine and sine of one corner's step, 360° / 48.
  private static let step = (x: 0.991_444_861_373_810_4, y: 0.130_526_192_220_051_57)

  /// Fills an ellipse with smooth edges: the server draws a fan of triangles through a mask.
  package func fillEllipse(in rect: Rect, with color: Color) {
    guard rect.intersects(clip) else { return }
    sendClip()
    var xft = display.colors.xft(color)
    guard let mask = unsafe XRenderFindStandardFormat(display.handle, Int32(PictStandardA8)) else {
      return
    }
    let source = unsafe XftDrawSrcPicture(draw, &xft)
    let target = unsafe XftDrawPicture(draw)
    guard source != 0, target != 0 else { return }
    var points = Self.outline(of: rect)
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
