/// A widget whose text is selected with the mouse: what `TextView` and `Entry` do alike.
///
/// A press begins in `TextPane.beginDrag`; from then on the selection follows the pointer, and past the text's
/// edge the text scrolls below it, until the button is released.
protocol MouseSelecting: Widget {
  var pane: TextPane { get }
  var dragScroller: DragScroller { get }
  /// Where the pointer is during a drag.
  var pointer: Point { get set }

  /// The selection follows the pointer: it looks unlike `old`.
  func selectionChanged(from old: TextSelection)
  /// The text was scrolled below the pointer.
  func dragScrolled()
  /// The button was released.
  func selectionEnded(at time: EventTime)
}

extension MouseSelecting {
  /// The pointer moved.
  func drag(_ event: PointerEvent, in context: WindowContext) -> Bool {
    guard pane.drag != nil else { return false }
    pointer = event.position
    extendDrag()
    if pane.overshoot(of: pointer) == 0 {
      dragScroller.stop()
    } else {
      dragScroller.start(in: context) { [weak self] in self?.scrollDrag() }
    }
    return true
  }

  /// The button was released.
  func release(_ event: PointerEvent) -> Bool {
    guard pane.drag != nil, event.button == .primary else { return false }
    pane.drag = nil
    dragScroller.stop()
    selectionEnded(at: event.time)
    return true
  }

  /// The selection follows the pointer, or what was scrolled below it.
  func extendDrag() {
    let before = pane.selection
    pane.continueDrag(at: pointer)
    if pane.selection != before { selectionChanged(from: before) }
  }

  private func scrollDrag() {
    guard pane.drag != nil, pane.scroll(towards: pane.overshoot(of: pointer)) else {
      return dragScroller.stop()
    }
    extendDrag()
    dragScrolled()
  }
}
