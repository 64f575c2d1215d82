extension Entry {
  /// Puts text in the place of what is selected, as the person did.
  func insert(_ text: String, kind: EditStep.Kind) {
    let clean = text.cleanedForEntry(keepsLineBreaks: maximumLines > 1)
    guard !clean.isEmpty else { return }
    replace(pane.selection.range, with: clean, kind: kind)
  }

  /// Removes what is selected, or what is between the caret and `end`.
  func delete(to end: TextPosition, kind: EditStep.Kind) {
    let focus = pane.selection.focus
    let range = pane.selection.isEmpty ? min(focus, end)..<max(focus, end) : pane.selection.range
    guard !range.isEmpty else { return }
    replace(range, with: "", kind: pane.selection.isEmpty ? kind : .other)
  }

  func replace(_ range: Range<TextPosition>, with text: String, kind: EditStep.Kind) {
    let step = step(replacing: range, with: text, kind: kind)
    history.record(step)
    apply(range, with: text)
    let end = pane.document.clusterEdge(atOrAfter: step.offset + text.utf8.count)
    pane.moveCaret(to: TextHit(position: end), extending: false)
    changedByPerson()
  }

  /// What puts a text in the place of a part, from the text and the selection as they are.
  func step(
    replacing range: Range<TextPosition>, with text: String, kind: EditStep.Kind
  ) -> EditStep {
    let document = pane.document
    return EditStep(
      kind: kind, offset: document.offset(of: range.lowerBound),
      removed: document.text(in: range), inserted: text,
      anchorBefore: document.offset(of: pane.selection.anchor),
      focusBefore: document.offset(of: pane.selection.focus))
  }

  /// Takes the last step back.
  func undo() {
    guard let step = history.undo() else { return }
    takeBack(step)
    changedByPerson()
  }

  /// Makes the text and the selection what they were before a step.
  func takeBack(_ step: EditStep) {
    apply(bytes: step.offset..<step.offset + step.inserted.utf8.count, with: step.removed)
    pane.selection = TextSelection(
      anchor: pane.document.position(at: step.anchorBefore),
      focus: pane.document.position(at: step.focusBefore))
    pane.caretSticksBack = false
  }

  /// Does the last step that was taken back again.
  func redo() {
    guard let step = history.redo() else { return }
    apply(bytes: step.offset..<step.offset + step.removed.utf8.count, with: step.inserted)
    let end = pane.document.clusterEdge(atOrAfter: step.offset + step.inserted.utf8.count)
    pane.moveCaret(to: TextHit(position: end), extending: false)
    changedByPerson()
  }

  private func apply(bytes: Range<Int>, with text: String) {
    let document = pane.document
    apply(
      document.position(at: bytes.lowerBound)..<document.position(at: bytes.upperBound), with: text)
  }

  func apply(_ range: Range<TextPosition>, with text: String) {
    let change = pane.document.replace(range, with: text)
    pane.viewport.piecesWereReplaced(change.removed, by: change.count)
    pane.drag = nil
    dragScroller.stop()
  }

  private func changedByPerson() {
    column = nil
    textChanged()
    onChange?()
  }

  // MARK: Selections of X

  /// Makes what is selected one of X's selections.
  ///
  /// - Returns: Whether anything is selected.
  @discardableResult
  func copy(to kind: SelectionKind, at time: EventTime) -> Bool {
    guard !isSecret, let text = pane.selectedText else { return false }
    if kind == .primary { ownsPrimary = true }
    state.tree?.context.services.own(kind, text, time)
    return true
  }

  /// What was selected is the primary selection no more, so it isn't shown as if; the caret stays.
  package func selectionLost(_ kind: SelectionKind) {
    guard kind == .primary, ownsPrimary else { return }
    ownsPrimary = false
    withoutPreedit {
      guard !pane.selection.isEmpty, pane.drag == nil else { return }
      pane.moveCaret(to: pane.caret, extending: false)
      caretMoved()
    }
  }

  func cut(at time: EventTime) {
    guard !isSecret else { return }
    copy(to: .clipboard, at: time)
    guard !pane.selection.isEmpty else { return }
    replace(pane.selection.range, with: "", kind: .other)
  }

  /// Asks for a selection's text and puts it at the caret when it comes.
  func paste(_ kind: SelectionKind, at time: EventTime) {
    state.tree?.context.services.request(kind, time) { [weak self] text in
      guard let self, let text else { return }
      withoutPreedit { insert(text, kind: .other) }
    }
  }
}
