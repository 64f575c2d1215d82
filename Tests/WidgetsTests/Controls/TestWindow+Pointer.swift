import WidgetTestSupport
import Widgets

extension TestWindow {
  @discardableResult
  func pointer(
    _ phase: PointerEvent.Phase, x: Int, y: Int, button: PointerEvent.Button = .primary,
    count: Int = 1
  ) -> Bool {
    tree.handle(
      .pointer(
        PointerEvent(phase, button: button, at: Point(x: x, y: y), clickCount: count)))
  }

  @discardableResult
  func turnWheel(_ notches: Double, x: Int, y: Int, _ modifiers: Modifiers = []) -> Bool {
    tree.handle(
      .scroll(ScrollEvent(at: Point(x: x, y: y), notches: notches, modifiers: modifiers)))
  }

  /// Makes the window one of another scale.
  func setScale(_ scale: Double) {
    tree.context.scale = scale
    tree.invalidateLayout()
    tree.layoutIfNeeded()
  }
}
