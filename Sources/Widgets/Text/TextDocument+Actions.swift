extension TextDocument {
  /// A part of the text that does something, whatever pieces it is in.
  struct Action: Equatable {
    var range: Range<TextPosition>
    var value: String
  }

  /// What the text at a position does; nil where it does nothing.
  func action(at position: TextPosition) -> Action? {
    guard
      let here = slots[position.piece].piece.actions.first(where: {
        $0.range.contains(position.offset)
      })
    else { return nil }
    var (first, last) = ((position.piece, here), (position.piece, here))
    while first.1.range.lowerBound == 0, let before = rest(of: here, before: first.0) {
      first = (first.0 - 1, before)
    }
    while last.1.range.upperBound == slots[last.0].piece.utf8Count,
      let after = rest(of: here, after: last.0)
    {
      last = (last.0 + 1, after)
    }
    let start = TextPosition(piece: first.0, offset: first.1.range.lowerBound)
    let end = canonical(TextPosition(piece: last.0, offset: last.1.range.upperBound))
    return Action(range: start..<end, value: here.value)
  }

  /// The first part after a position that does something.
  func action(after position: TextPosition) -> Action? {
    for index in position.piece..<slots.count {
      let least = index == position.piece ? position.offset : 0
      // What another piece began is behind the position.
      let next = slots[index].piece.actions.first {
        $0.range.lowerBound >= least
          && ($0.range.lowerBound > 0 || rest(of: $0, before: index) == nil)
      }
      if let next { return action(at: TextPosition(piece: index, offset: next.range.lowerBound)) }
    }
    return nil
  }

  /// The last part before a position that does something.
  func action(before position: TextPosition) -> Action? {
    for index in stride(from: position.piece, through: 0, by: -1) {
      let end = index == position.piece ? position.offset : .max
      let last = slots[index].piece.actions.last { $0.range.lowerBound < end }
      if let last { return action(at: TextPosition(piece: index, offset: last.range.lowerBound)) }
    }
    return nil
  }

  /// The part of an action that the piece before has, where that goes on in this one.
  private func rest(of action: TextAction, before index: Int) -> TextAction? {
    guard index > 0, slots[index - 1].piece.isContinued else { return nil }
    let piece = slots[index - 1].piece
    return piece.actions.last.flatMap {
      $0.range.upperBound == piece.utf8Count && $0.value == action.value ? $0 : nil
    }
  }

  private func rest(of action: TextAction, after index: Int) -> TextAction? {
    guard index + 1 < slots.count, slots[index].piece.isContinued else { return nil }
    return slots[index + 1].piece.actions.first.flatMap {
      $0.range.lowerBound == 0 && $0.value == action.value ? $0 : nil
    }
  }
}
