/// Parts of the text that do something.
///
/// With the mouse it takes a press and a release on the same one without moving between: a drag that begins
/// or ends there selects as anywhere else. With keys Left and Right go from one to the next, which
/// selects it, and Return does what it does.
extension TextView {
  package func pointerShape(at position: Point) -> PointerShape {
    action(at: position) == nil ? .arrow : .hand
  }

  private func action(at point: Point) -> TextDocument.Action? {
    guard isLaidOut, onAction != nil else { return nil }
    refresh()
    return pane.position(under: point).flatMap { pane.document.action(at: $0) }
  }

  // MARK: With the mouse

  /// How far the pointer may go while its button is down and it still is a click, in pixels at 96 dpi.
  private static var clickReach: Int { 3 }

  func pressOnAction(_ event: PointerEvent) {
    let isPlain = event.clickCount == 1 && event.modifiers.isEmpty
    pressedAction = isPlain ? action(at: event.position) : nil
  }

  /// Whether what began on an action is a click still, and selects nothing.
  func isClick(_ event: PointerEvent, in context: WindowContext) -> Bool {
    guard pressedAction != nil else { return false }
    let reach = context.scaled(Self.clickReach)
    if abs(event.position.x - pointer.x) <= reach, abs(event.position.y - pointer.y) <= reach {
      return true
    }
    pressedAction = nil
    return false
  }

  /// The button was let go: does what was clicked.
  ///
  /// - Returns: False, for the end of the selection to be seen to.
  func releaseOnAction(_ event: PointerEvent) -> Bool {
    guard let pressed = pressedAction, event.button == .primary else { return false }
    pressedAction = nil
    guard pane.selection.isEmpty, action(at: event.position) == pressed else { return false }
    // The text may have moved under the pointer, and so the press is what counts.
    onAction?(pressed.value)
    return false
  }

  // MARK: With keys

  /// Selects the next part that does something, or the one before: from what is selected, else from what is seen.
  func selectAction(forward: Bool, at time: EventTime) -> Bool {
    refresh()
    guard onAction != nil, let start = searchStart(forward: forward),
      let action = forward
        ? pane.document.action(after: start) : pane.document.action(before: start)
    else { return false }
    hasPlace = true
    everything = nil
    for place in [action.range.lowerBound, action.range.upperBound] {
      pane.moveCaret(
        to: TextHit(position: place, sticksBack: true), extending: place != action.range.lowerBound)
      pane.revealCaret()
    }
    viewChanged()
    ownPrimary(at: time)
    return true
  }

  /// Does what the selected part does; where it isn't in view, shows it first.
  func performSelectedAction() -> Bool {
    refresh()
    let range = pane.selection.range
    guard onAction != nil, let action = pane.document.action(at: range.lowerBound),
      action.range == range
    else { return false }
    if isSeen(range.lowerBound) {
      onAction?(action.value)
    } else {
      pane.revealCaret()
      viewChanged()
    }
    return true
  }

  /// Where looking for the next one begins.
  private func searchStart(forward: Bool) -> TextPosition? {
    let range = pane.selection.range
    let edge = forward ? range.upperBound : range.lowerBound
    if hasPlace, isSeen(edge) { return edge }
    guard let first = pane.placed.first, let last = pane.placed.last else { return nil }
    return forward
      ? TextPosition(piece: first.index, offset: 0)
      : TextPosition(
        piece: last.index, offset: pane.document.slots[last.index].piece.utf8Count)
  }

  private func isSeen(_ position: TextPosition) -> Bool {
    pane.caretRect(at: TextHit(position: position))?.intersects(pane.area) ?? false
  }
}
