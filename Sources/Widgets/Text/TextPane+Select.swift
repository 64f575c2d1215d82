extension TextPane {
  var selectedText: String? {
    selection.isEmpty ? nil : document.text(in: selection.range)
  }

  /// Puts the caret somewhere.
  ///
  /// - Parameters:
  ///   - hit: Where.
  ///   - extending: Whether what is between there and the selection's start becomes selected.
  func moveCaret(to hit: TextHit, extending: Bool) {
    selection.focus = hit.position
    caretSticksBack = hit.sticksBack
    if !extending { selection.anchor = hit.position }
  }

  func selectAll() {
    selection = TextSelection(anchor: .start, focus: document.end)
    caretSticksBack = false
  }

  /// Puts other paragraphs above; the view and the selection stay with their text.
  func insertAbove(_ pieces: [TextPiece]) {
    document.replaceSlots(0..<0, with: pieces)
    viewport.piecesWereReplaced(0..<0, by: pieces.count)
    moveSelection(by: pieces.count)
  }

  /// Puts other pieces in the place of some; a selection behind them stays with its text.
  func replace(_ old: Range<Int>, with pieces: [TextPiece]) {
    document.replaceSlots(old, with: pieces)
    viewport.piecesWereReplaced(old, by: pieces.count)
    guard selection.range.lowerBound.piece >= old.upperBound else { return }
    moveSelection(by: pieces.count - old.count)
  }

  /// Takes pieces away at the start; what was selected of them is so no more.
  func removeAbove(_ count: Int) {
    if viewport.piece < count { viewport.place(at: count, shift: 0) }
    document.replaceSlots(0..<count, with: [])
    viewport.piecesWereReplaced(0..<count, by: 0)
    moveSelection(by: -count)
  }

  /// Takes pieces away at the end.
  func removeBelow(_ count: Int) {
    document.replaceSlots(document.slots.count - count..<document.slots.count, with: [])
    moveSelection(by: 0)
  }

  /// Moves the selection, and back into the text where it would be outside.
  private func moveSelection(by distance: Int) {
    func moved(_ position: TextPosition) -> TextPosition {
      let piece = position.piece + distance
      if piece < 0 { return .start }
      return piece < document.slots.count
        ? TextPosition(piece: piece, offset: position.offset) : document.end
    }
    selection.anchor = moved(selection.anchor)
    selection.focus = moved(selection.focus)
    guard let origin = drag?.origin else { return }
    drag?.origin = moved(origin.lowerBound)..<moved(origin.upperBound)
  }

  // MARK: With the mouse

  /// A press at a point: what it selects grows with the pointer until `drag` is nil again.
  func beginDrag(at point: Point, clickCount: Int, extending: Bool) {
    let granularity = TextGranularity(clickCount: clickCount)
    let hit = hit(at: point, by: granularity)
    if extending {
      drag = SelectionDrag(
        granularity: granularity, origin: selection.anchor..<selection.anchor)
      continueDrag(at: point)
      return
    }
    let unit = range(at: hit.position, by: granularity)
    drag = SelectionDrag(granularity: granularity, origin: unit)
    selection = TextSelection(anchor: unit.lowerBound, focus: unit.upperBound)
    caretSticksBack = hit.sticksBack && granularity == .cluster
  }

  /// The pointer moved with the button down.
  func continueDrag(at point: Point) {
    guard let drag else { return }
    let hit = hit(at: point, by: drag.granularity)
    let unit = range(at: hit.position, by: drag.granularity)
    caretSticksBack = hit.sticksBack && drag.granularity == .cluster
    selection =
      unit.lowerBound < drag.origin.lowerBound
      ? TextSelection(anchor: drag.origin.upperBound, focus: unit.lowerBound)
      : TextSelection(
        anchor: drag.origin.lowerBound, focus: max(unit.upperBound, drag.origin.upperBound))
  }

  /// A caret goes to the nearest edge; a word is the one under the pointer.
  private func hit(at point: Point, by granularity: TextGranularity) -> TextHit {
    granularity == .cluster ? hit(at: point) : clusterHit(at: point)
  }

  private func range(
    at position: TextPosition, by granularity: TextGranularity
  ) -> Range<TextPosition> {
    switch granularity {
    case .cluster: position..<position
    case .word: document.word(at: position)
    case .line: document.lineStart(at: position)..<document.lineEnd(at: position)
    }
  }

  /// How far outside its area along the text a point is, in pixels; negative before it, 0 inside.
  func overshoot(of point: Point) -> Int {
    let along = wraps ? point.y - area.y : point.x - area.x
    let length = wraps ? area.height : area.width
    if along < 0 { return along }
    return along >= length ? along - length + 1 : 0
  }

  /// Scrolls on while a selection is dragged past the edge: faster the further out.
  ///
  /// - Returns: Whether there was anything to scroll to.
  func scroll(towards overshoot: Int) -> Bool {
    let before = viewport
    let step = max(1, min(8, 1 + abs(overshoot) / lineHeight)) * lineHeight / (wraps ? 1 : 2)
    viewport.scroll(by: overshoot < 0 ? -step : step, in: document)
    refresh()
    guard viewport.isAt(before) else { return true }
    viewport = before
    return false
  }

  /// The part of the window where one selection looks unlike another.
  func damage(from old: TextSelection, to new: TextSelection) -> Rect {
    guard wraps else { return area }
    var damage = Rect.zero
    for (from, to) in [
      (old.range.lowerBound, new.range.lowerBound), (old.range.upperBound, new.range.upperBound),
    ] where from != to {
      damage = damage.union(rowRect(at: from)).union(rowRect(at: to))
    }
    return damage
  }

  /// The row that shows a position; the area's edge on the side where it is out of view.
  private func rowRect(at position: TextPosition) -> Rect {
    guard let piece = placed.first(where: { $0.index == position.piece }) else {
      let isAbove = position.piece < (placed.first?.index ?? 0)
      return Rect(x: area.x, y: isAbove ? area.y : area.maxY - 1, width: area.width, height: 1)
    }
    // The place at a row's end belongs to two rows.
    let layout = document.layout(of: piece.index)
    let first = layout.row(at: position.offset, sticksBack: true)
    let last = layout.row(at: position.offset)
    return Rect(
      x: area.x, y: area.y + piece.start + first * lineHeight, width: area.width,
      height: (last - first + 1) * lineHeight)
  }
}
