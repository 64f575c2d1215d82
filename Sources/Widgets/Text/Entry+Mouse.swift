extension Entry: MouseSelecting {
  func handle(_ pointer: PointerEvent, in context: WindowContext) -> Bool {
    switch pointer.phase {
    case .press: return press(pointer)
    case .motion: return drag(pointer, in: context)
    case .release: return release(pointer)
    case .leave: return false
    }
  }

  private func press(_ event: PointerEvent) -> Bool {
    column = nil
    history.closeGroup()
    switch event.button {
    case .primary:
      pointer = event.position
      pane.beginDrag(
        at: pointer, clickCount: event.clickCount, extending: event.modifiers.contains(.shift))
      caretMoved()
    case .middle:
      // As in xterm: pasted where clicked, wherever the caret was.
      state.tree?.focus(self)
      pane.moveCaret(to: pane.hit(at: event.position), extending: false)
      caretMoved()
      paste(.primary, at: event.time)
    case .secondary, .none:
      return false
    }
    return true
  }

  func selectionChanged(from old: TextSelection) {
    invalidate()
  }

  func dragScrolled() {
    invalidate()
  }

  func selectionEnded(at time: EventTime) {
    // The place of a mere click is in view already; that of a drag past the edge may not be.
    caretMoved()
    copy(to: .primary, at: time)
  }

  /// Scrolls inside where there is more than can be shown: sideways in one line.
  func turnWheel(_ scroll: ScrollEvent, in context: WindowContext) -> Bool {
    let notches = pane.wraps ? scroll.notches : scroll.sideways
    guard notches != 0, pane.document.totalExtent > pane.viewport.length else { return false }
    let distance = max(-100, min(100, notches)) * Double(pane.lineHeight)
    pane.viewport.scroll(by: Int(distance.rounded()), in: pane.document)
    pane.refresh()
    reportCaret(in: context)
    invalidate()
    return true
  }
}
