extension TextView: MouseSelecting {
  /// The selected text, its lines as they read; nil where nothing is selected.
  package var plainSelection: String? { everything ?? pane.selectedText }

  /// What others are given of it: no control characters, which a terminal would obey.
  private var copiedText: String? { plainSelection?.cleanedForEntry(keepsLineBreaks: true) }

  /// Selects all of the text.
  package func selectAll() {
    pane.selectAll()
    everything = countAbove > 0 || countBelow > 0 ? wholeText?() : nil
    hasPlace = true
    invalidate()
  }

  /// Puts the selected text on the clipboard, if any is selected.
  package func copy(at time: EventTime) {
    guard let text = copiedText else { return }
    state.tree?.context.services.own(.clipboard, text, time)
  }

  /// Makes what is selected the primary selection; a mere click leaves that alone.
  func ownPrimary(at time: EventTime) {
    guard let text = copiedText else { return }
    ownsPrimary = true
    state.tree?.context.services.own(.primary, text, time)
  }

  /// What was selected is the primary selection no more, so it isn't shown as if.
  package func selectionLost(_ kind: SelectionKind) {
    guard kind == .primary, ownsPrimary else { return }
    ownsPrimary = false
    dropSelection()
  }

  // MARK: With the mouse

  func handle(_ pointer: PointerEvent, in context: WindowContext) -> Bool {
    switch pointer.phase {
    case .press: return press(pointer)
    case .motion: return isClick(pointer, in: context) || drag(pointer, in: context)
    case .release: return releaseOnAction(pointer) || release(pointer)
    case .leave: return false
    }
  }

  private func press(_ event: PointerEvent) -> Bool {
    guard event.button == .primary else { return false }
    pointer = event.position
    everything = nil
    let before = pane.selection
    pane.beginDrag(
      at: pointer, clickCount: event.clickCount,
      extending: hasPlace && event.modifiers.contains(.shift))
    hasPlace = true
    column = nil
    invalidate(pane.damage(from: before, to: pane.selection))
    pressOnAction(event)
    return true
  }

  func selectionChanged(from old: TextSelection) {
    invalidate(pane.damage(from: old, to: pane.selection))
  }

  func dragScrolled() {
    viewChanged()
  }

  func selectionEnded(at time: EventTime) {
    ownPrimary(at: time)
  }
}
