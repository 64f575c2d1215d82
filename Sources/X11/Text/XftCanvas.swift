internal import CXlib
package import Widgets

/// Draws into a pixmap with Xft and core requests.
///
/// Rectangles are cut to the clip here, so that only text, which knows its ink no better, and
/// ellipses need a clip at the server; it is sent when the first of them needs it.
@safe
package final class XftCanvas: Canvas {
  package private(set) var clip = Rect.zero

  let display: DisplayConnection
  private(set) var pixmap: Pixmap
  let gc: GC?
  let draw: OpaquePointer?
  private var foreground: UInt?
  private var sentClip: Rect?
  /// What there was no time for.
  var undrawn: [Rect] = []
  /// Kept between calls: a run of glyphs is collected here.
  var run: [XftGlyphFontSpec] = unsafe []

  init(pixmap: Pixmap, display: DisplayConnection) {
    self.pixmap = pixmap
    self.display = display
    var values = XGCValues()
    values.graphics_exposures = 0
    unsafe gc = unsafe XCreateGC(display.handle, pixmap, UInt(GCGraphicsExposures), &values)
    unsafe draw = unsafe XftDrawCreate(
      display.handle, pixmap, XDefaultVisual(display.handle, display.screen),
      XDefaultColormap(display.handle, display.screen))
  }

  func change(to pixmap: Pixmap) {
    self.pixmap = pixmap
    sentClip = nil
    unsafe XftDrawChange(draw, pixmap)
  }

  func free() {
    if let draw = unsafe draw { unsafe XftDrawDestroy(draw) }
    if let gc = unsafe gc { unsafe XFreeGC(display.handle, gc) }
  }

  /// Draws a part.
  ///
  /// - Returns: What has to be drawn once more, since the glyphs that it shows are not all there yet.
  func draw(in clip: Rect, _ body: (XftCanvas) -> Void) -> [Rect] {
    self.clip = clip
    body(self)
    defer { undrawn = [] }
    return undrawn
  }

  package func clipped(to rect: Rect, _ body: () -> Void) {
    let outer = clip
    clip = outer.intersection(rect)
    body()
    clip = outer
  }

  package func fill(_ rect: Rect, with color: Color) {
    let part = rect.intersection(clip)
    guard !part.isEmpty else { return }
    use(color)
    unsafe XFillRectangle(
      display.handle, pixmap, gc, Int32(part.x), Int32(part.y), UInt32(part.width),
      UInt32(part.height))
  }

  package func stroke(_ rect: Rect, thickness: Int, with color: Color) {
    let side = min(thickness, min(rect.width, rect.height))
    guard side > 0, rect.intersects(clip) else { return }
    let inner = rect.inset(dx: 0, dy: side)
    fill(Rect(x: rect.x, y: rect.y, width: rect.width, height: side), with: color)
    fill(Rect(x: rect.x, y: rect.maxY - side, width: rect.width, height: side), with: color)
    fill(Rect(x: rect.x, y: inner.y, width: side, height: inner.height), with: color)
    fill(Rect(x: rect.maxX - side, y: inner.y, width: side, height: inner.height), with: color)
  }

  /// Fills many small rectangles in one request.
  func fill(_ rects: [Rect], with color: Color) {
    var parts = rects.compactMap { rect -> XRectangle? in
      let part = rect.intersection(clip)
      return part.isEmpty ? nil : XRectangle(part)
    }
    guard !parts.isEmpty else { return }
    use(color)
    unsafe XFillRectangles(display.handle, pixmap, gc, &parts, Int32(parts.count))
  }

  private func use(_ color: Color) {
    let pixel = display.colors.pixel(color)
    guard pixel != foreground else { return }
    foreground = pixel
    unsafe XSetForeground(display.handle, gc, pixel)
  }

  /// Sends the clip for what the server has to cut.
  func sendClip() {
    guard sentClip != clip else { return }
    sentClip = clip
    var rectangle = XRectangle(clip)
    unsafe XftDrawSetClipRectangles(draw, 0, 0, &rectangle, 1)
  }
}

extension XRectangle {
  /// The rectangle with X's 16 bits.
  init(_ rect: Rect) {
    self.init(
      x: Int16(clamping: rect.x), y: Int16(clamping: rect.y), width: UInt16(clamping: rect.width),
      height: UInt16(clamping: rect.height))
  }
}
