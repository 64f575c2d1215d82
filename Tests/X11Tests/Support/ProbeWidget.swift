import Widgets

/// A widget that fills itself with one colour, has marks in its corners and remembers its events.
final class ProbeWidget: Widget {
  var state = WidgetState()
  var acceptsFocus: Bool { true }
  var color = Color(0x204080)
  var texts: [(text: String, style: FontStyle, at: Point)] = []
  var onDraw: ((any Canvas, WindowContext) -> Void)?
  private(set) var drawCount = 0
  private(set) var layoutCount = 0
  private(set) var drawnClips: [Rect] = []
  private(set) var events: [InputEvent] = []

  static let corner = Color(0xff8800)

  var keys: [KeyEvent] {
    events.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }
  var pointers: [PointerEvent] {
    events.compactMap { if case .pointer(let pointer) = $0 { pointer } else { nil } }
  }
  var scrolls: [ScrollEvent] {
    events.compactMap { if case .scroll(let scroll) = $0 { scroll } else { nil } }
  }

  func preferredSize(for width: Int, in context: WindowContext) -> Size {
    Size(width: 100, height: 100)
  }

  func layout(in context: WindowContext) {
    layoutCount += 1
  }

  func draw(on canvas: any Canvas, in context: WindowContext) {
    drawCount += 1
    drawnClips.append(canvas.clip)
    canvas.fill(bounds, with: color)
    for (x, y) in [
      (0, 0), (bounds.maxX - 4, 0), (0, bounds.maxY - 4), (bounds.maxX - 4, bounds.maxY - 4),
    ] {
      canvas.fill(Rect(x: x, y: y, width: 4, height: 4), with: Self.corner)
    }
    for entry in texts {
      let shaped = context.shaper.shape(entry.text[...], in: entry.style)
      canvas.draw(shaped, at: entry.at, with: Color(0xffffff))
    }
    onDraw?(canvas, context)
  }

  func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    events.append(event)
    return true
  }
}
