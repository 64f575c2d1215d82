extension TextView {
  func handle(_ key: KeyEvent, in context: WindowContext) -> Bool {
    guard key.modifiers.isDisjoint(with: [.alt, .super]) else { return false }
    if ![.up, .down, .pageUp, .pageDown].contains(key.symbol) { column = nil }
    if key.modifiers.contains(.shift) {
      guard let hit = target(of: key) else { return false }
      extendSelection(to: hit, at: key.time)
      return true
    }
    switch (key.symbol, key.modifiers) {
    case (.up, []): scroll(by: -pane.lineHeight)
    case (.down, []): scroll(by: pane.lineHeight)
    case (.pageUp, []): scroll(by: -pageLength)
    case (.pageDown, []): scroll(by: pageLength)
    case (.home, []), (.home, .control): scrollToTop()
    case (.end, []), (.end, .control): scrollToBottom()
    case (.left, []): return selectAction(forward: false, at: key.time)
    case (.right, []): return selectAction(forward: true, at: key.time)
    case (.enter, []): return performSelectedAction()
    case (.character("a"), .control): selectAllByKey(at: key.time)
    case (.character("c"), .control), (.insert, .control): copy(at: key.time)
    default: return false
    }
    return true
  }

  private func selectAllByKey(at time: EventTime) {
    selectAll()
    ownPrimary(at: time)
  }

  /// Where a key with Shift takes the selection's end; nil for a key that takes it nowhere.
  private func target(of key: KeyEvent) -> TextHit? {
    let document = pane.document
    // A selection by keys starts where one last clicked, else at the text's end.
    if !hasPlace { pane.moveCaret(to: TextHit(position: document.end), extending: false) }
    switch (key.symbol, key.modifiers.contains(.control)) {
    case (.left, false): return pane.step(.left)
    case (.right, false): return pane.step(.right)
    case (.left, true): return pane.stepByWord(.left)
    case (.right, true): return pane.stepByWord(.right)
    case (.up, _): return hit(rowsBelow: -1)
    case (.down, _): return hit(rowsBelow: 1)
    case (.pageUp, _): return hit(rowsBelow: -max(1, pageLength / pane.lineHeight))
    case (.pageDown, _): return hit(rowsBelow: max(1, pageLength / pane.lineHeight))
    case (.home, false): return pane.rowStart(of: pane.caret)
    case (.end, false): return pane.rowEnd(of: pane.caret)
    case (.home, true): return TextHit(position: .start)
    case (.end, true): return TextHit(position: document.end)
    default: return nil
    }
  }

  private func hit(rowsBelow rows: Int) -> TextHit {
    let x = column ?? pane.x(of: pane.caret)
    column = x
    return pane.hit(rows, rowsBelow: pane.caret, atX: x)
      ?? TextHit(position: rows < 0 ? .start : pane.document.end)
  }

  private func extendSelection(to hit: TextHit, at time: EventTime) {
    hasPlace = true
    everything = nil
    pane.moveCaret(to: hit, extending: true)
    pane.revealCaret()
    viewChanged()
    ownPrimary(at: time)
  }
}
