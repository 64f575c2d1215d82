import Widgets

/// A widget of a given size that remembers what it was sent.
final class ProbeWidget: Widget {
  var state = WidgetState()
  var children: [any Widget] = []
  var acceptsFocus: Bool
  var size: Size
  /// What it answers to events that are not keys.
  var usesPointer = true
  var usesKeys = false
  var events: [InputEvent] = []
  var onDraw: (() -> Void)?
  private(set) var drawCount = 0

  init(width: Int = 50, height: Int = 20, acceptsFocus: Bool = false) {
    size = Size(width: width, height: height)
    self.acceptsFocus = acceptsFocus
  }

  func preferredSize(for width: Int, in context: WindowContext) -> Size { size }

  func draw(on canvas: any Canvas, in context: WindowContext) {
    drawCount += 1
    onDraw?()
  }

  func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    events.append(event)
    if case .key = event { return usesKeys }
    return usesPointer
  }

  /// The phases of the pointer events that it was sent.
  var phases: [PointerEvent.Phase] {
    events.compactMap { if case .pointer(let pointer) = $0 { pointer.phase } else { nil } }
  }
}
