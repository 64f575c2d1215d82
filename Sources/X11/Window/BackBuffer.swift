import CXlib
import Widgets

/// The picture of a window that the program keeps at the server, and what draws into it.
///
/// It grows in steps, since a drag of the window's edge changes the size hundreds of times, and shrinks
/// when the window has no use for half of it: after a maximised window became small again.
@safe
final class BackBuffer {
  private static let step = 128

  private let display: DisplayConnection
  private let window: Window
  private var pixmap: Pixmap = 0
  private(set) var size = Size.zero
  private var canvas: XftCanvas?
  private var copier: GC?

  init(display: DisplayConnection, window: Window) {
    self.display = display
    self.window = window
  }

  /// Makes room for a window of `needed`, not much more than that.
  ///
  /// - Returns: Whether what was drawn before is still there.
  func fit(_ needed: Size) -> Bool {
    func rounded(_ length: Int) -> Int { (length + Self.step - 1) / Self.step * Self.step }
    let least = Size(width: rounded(needed.width), height: rounded(needed.height))
    let roomy = Size(
      width: max(size.width, least.width), height: max(size.height, least.height))
    let isWasteful = roomy.width * roomy.height > 2 * least.width * least.height
    let new = isWasteful ? least : roomy
    if pixmap != 0, new == size { return true }
    let old = pixmap
    pixmap = unsafe XCreatePixmap(
      display.handle, window, UInt32(new.width), UInt32(new.height),
      UInt32(XDefaultDepth(display.handle, display.screen)))
    size = new
    if let canvas {
      canvas.change(to: pixmap)
    } else {
      canvas = XftCanvas(pixmap: pixmap, display: display)
    }
    if old != 0 { unsafe XFreePixmap(display.handle, old) }
    return false
  }

  /// Draws a part.
  ///
  /// - Returns: What has to be drawn once more, when there is time for its glyphs.
  func draw(clip: Rect, _ body: (XftCanvas) -> Void) -> [Rect] {
    canvas?.draw(in: clip, body) ?? []
  }

  /// Copies a part to the same place in the window.
  func copy(_ part: Rect) {
    guard pixmap != 0 else { return }
    unsafe XCopyArea(
      display.handle, pixmap, window, gc(), Int32(part.x), Int32(part.y), UInt32(part.width),
      UInt32(part.height), Int32(part.x), Int32(part.y))
  }

  /// Gives everything back; the next drawing makes it anew.
  func free() {
    guard display.isAlive else { return }
    canvas?.free()
    canvas = nil
    if pixmap != 0 { unsafe XFreePixmap(display.handle, pixmap) }
    pixmap = 0
    size = .zero
    if let copier = unsafe copier { unsafe XFreeGC(display.handle, copier) }
    unsafe copier = nil
  }

  /// Never clipped, and without the NoExpose event that each copy would otherwise send back.
  private func gc() -> GC? {
    if let copier = unsafe copier { return unsafe copier }
    var values = XGCValues()
    values.graphics_exposures = 0
    unsafe copier = unsafe XCreateGC(display.handle, window, UInt(GCGraphicsExposures), &values)
    return unsafe copier
  }
}
