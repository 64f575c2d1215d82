extension Entry {
  func handle(_ pressed: KeyEvent, in context: WindowContext) -> Bool {
    var key = pressed
    if context.keyStyle == .emacs {
      if kill(key) { return true }
      key = Entry.translatingEmacs(key)
    }
    if move(key) { return true }
    if key.symbol != .up, key.symbol != .down { column = nil }
    switch (key.symbol, key.modifiers) {
    case (.enter, _): return enter(key)
    case (.backspace, []), (.backspace, .shift): deleteBack(byWord: false)
    case (.backspace, .control), (.backspace, [.control, .shift]): deleteBack(byWord: true)
    case (.delete, []): deleteForward(byWord: false)
    case (.delete, .control): deleteForward(byWord: true)
    case (.delete, .shift), (.character("x"), .control): cut(at: key.time)
    // With nothing selected here it may be meant for the transcript.
    case (.insert, .control), (.character("c"), .control):
      return copy(to: .clipboard, at: key.time)
    case (.insert, .shift): paste(.primary, at: key.time)
    case (.character("v"), .control): paste(.clipboard, at: key.time)
    case (.character("a"), .control): selectAll(at: key.time)
    case (.character("z"), .control): undo()
    case (.character("z"), [.control, .shift]), (.character("y"), .control): redo()
    default: return type(key)
    }
    return true
  }

  /// Takes in the text of a key or of an input method.
  private func type(_ key: KeyEvent) -> Bool {
    guard key.modifiers.isDisjoint(with: [.control, .alt]) else { return false }
    switch key.symbol {
    case .character, .unknown: break
    default: return false
    }
    let pressed =
      key.text.utf8.contains(UInt8(ascii: "\t")) ? key.text.filter { $0 != "\t" } : key.text
    let text = pressed.cleanedForEntry(keepsLineBreaks: maximumLines > 1)
    guard !text.isEmpty else { return false }
    insert(text, kind: .typing)
    return true
  }

  private func enter(_ key: KeyEvent) -> Bool {
    if key.modifiers == .shift, maximumLines > 1 {
      insert("\n", kind: .typing)
      return true
    }
    guard key.modifiers.isEmpty, let onSubmit else { return false }
    history.closeGroup()
    onSubmit(text)
    return true
  }

  private func deleteBack(byWord: Bool) {
    let focus = pane.selection.focus
    let document = pane.document
    delete(
      to: byWord ? document.wordStart(before: focus) : document.position(before: focus),
      kind: byWord ? .other : .deletingBack)
  }

  private func deleteForward(byWord: Bool) {
    let focus = pane.selection.focus
    let document = pane.document
    delete(
      to: byWord ? document.wordEnd(after: focus) : document.position(after: focus),
      kind: byWord ? .other : .deletingForward)
  }

  private func selectAll(at time: EventTime) {
    selectAll()
    copy(to: .primary, at: time)
  }

  /// Selects all of the text, to be typed over; that is no selection of X.
  package func selectAll() {
    history.closeGroup()
    pane.selectAll()
    caretMoved()
  }

  // MARK: Motion

  /// Moves the caret, and with Shift the selection's end.
  ///
  /// - Returns: Whether the key is one that does.
  private func move(_ key: KeyEvent) -> Bool {
    guard key.modifiers.isDisjoint(with: [.alt, .super]) else { return false }
    let extends = key.modifiers.contains(.shift)
    guard let hit = target(of: key, extends: extends) else { return false }
    if key.symbol != .up, key.symbol != .down { column = nil }
    history.closeGroup()
    pane.moveCaret(to: hit, extending: extends)
    caretMoved()
    if extends { copy(to: .primary, at: key.time) }
    return true
  }

  private func target(of key: KeyEvent, extends: Bool) -> TextHit? {
    let document = pane.document
    let selected = pane.selection.isEmpty || extends ? nil : pane.selection.range
    switch (key.symbol, key.modifiers.contains(.control)) {
    case (.left, false): return selected.map { pane.edge(of: $0, .left) } ?? pane.step(.left)
    case (.right, false): return selected.map { pane.edge(of: $0, .right) } ?? pane.step(.right)
    case (.left, true): return pane.stepByWord(.left)
    case (.right, true): return pane.stepByWord(.right)
    case (.home, false): return pane.rowStart(of: pane.caret)
    case (.end, false): return pane.rowEnd(of: pane.caret)
    case (.home, true): return TextHit(position: .start)
    case (.end, true): return TextHit(position: document.end)
    case (.up, false): return hit(rowsBelow: -1)
    case (.down, false): return hit(rowsBelow: 1)
    default: return nil
    }
  }

  /// A row further: the column is kept; from the first row up to the text's start, and down likewise.
  ///
  /// - Returns: Nil where the caret is already as far as that goes, so that the key is of use elsewhere.
  private func hit(rowsBelow rows: Int) -> TextHit? {
    guard pane.wraps else { return nil }
    let x = column ?? pane.x(of: pane.caret)
    if let hit = pane.hit(rows, rowsBelow: pane.caret, atX: x) {
      column = x
      return hit
    }
    let edge = rows < 0 ? TextPosition.start : pane.document.end
    return pane.selection.focus == edge && pane.selection.isEmpty ? nil : TextHit(position: edge)
  }
}
