import Widgets

extension TopLevelWindow {
  /// Draws what is damaged and copies it, and what the server lost, to the screen.
  ///
  /// - Returns: Whether anything changed on the screen.
  func paint() -> Bool {
    guard canTalk else { return false }
    // After the copying below, or at once where nobody sees the window.
    defer { resizeSync?.painted() }
    guard isWorthDrawing else { return false }
    drawDamage()
    let lost = exposed.intersection(Rect(origin: .zero, size: size))
    guard !lost.isEmpty else { return false }
    exposed = .zero
    buffer.copy(lost)
    placeCaret()
    return true
  }

  private func drawDamage() {
    guard hasToDraw else { return }
    tree.layoutIfNeeded()  // may damage more
    if !buffer.fit(size) { tree.invalidate(Rect(origin: .zero, size: size)) }
    if !tree.damage.isEmpty { draw(tree.damage) }
    while let part = undrawn.next, !display.fonts.glyphBudget.isSpent { draw(part) }
  }

  private func draw(_ part: Rect) {
    undrawn.replace(part, with: buffer.draw(clip: part) { tree.draw(on: $0) })
    exposed = exposed.union(part)
  }

  /// Whether there is damage, or what an earlier wake-up had no time for.
  var hasToDraw: Bool { !tree.damage.isEmpty || !undrawn.isEmpty }

  /// Tells the input method where the caret is, once for each drawing and only if it moved.
  private func placeCaret() {
    guard isFocused, caret != shownCaret else { return }
    shownCaret = caret
    inputContext.placeCaret(caret)
  }

  /// Frees the buffer of a window that nobody sees.
  func unmapped() {
    isMapped = false
    isWorthDrawing = false
    undrawn = UndrawnParts()
    buffer.free()
  }

  func mapped() {
    isMapped = true
    guard !isWorthDrawing else { return }
    isWorthDrawing = true
    tree.invalidate(Rect(origin: .zero, size: size))
  }
}
