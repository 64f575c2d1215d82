extension ListBox {
  /// Looks for a name that starts with what was typed lately.
  ///
  /// - Returns: Whether the key was a letter for the search. A space is one only within a name.
  func typeAheadUses(_ key: KeyEvent, in context: WindowContext) -> Bool {
    guard key.modifiers.subtracting(.shift).isEmpty, key.text.isSearchable,
      !(typeAhead.isEmpty && key.text == " ")
    else { return false }
    typeAhead.append(key.text)
    typeAhead.timeout?.cancel()
    typeAhead.timeout = context.services.schedule(TypeAhead.patience) { [weak self] in
      self?.endTypeAhead()
    }
    let row = typeAhead.match(in: items, from: selectedRow)
    typeAhead.isFound = row != nil
    if let row { select(row: row) }
    invalidate(searchArea(in: context))
    return true
  }

  /// Forgets what was typed.
  func endTypeAhead() {
    guard !typeAhead.isEmpty else { return }
    typeAhead.reset()
    if let context = state.tree?.context { invalidate(searchArea(in: context)) }
  }

  /// Where the letters that are searched for are shown: over the rows, at the bottom.
  private func searchArea(in context: WindowContext) -> Rect {
    let area = rowsArea
    return Rect(x: area.x, y: area.maxY - rowHeight, width: area.width, height: rowHeight)
  }

  /// Shows what is searched for; in the colour of errors where nobody is called so.
  func drawTypeAhead(on canvas: any Canvas, in context: WindowContext) {
    guard !typeAhead.isEmpty else { return }
    let area = searchArea(in: context)
    let inside = area.inset(dx: context.scaled(context.theme.padding), dy: 0)
    let text = context.shaper.shape(typeAhead.shown[...], in: .regular, fitting: inside.width)
    let baseline = context.shaper.metrics(of: .regular).baseline(centredIn: inside)
    canvas.fill(area, with: context.theme.windowBackground)
    canvas.stroke(area, thickness: context.scaled(1), with: context.theme.border)
    canvas.draw(
      text, at: Point(x: inside.x, y: baseline),
      with: typeAhead.isFound ? context.theme.text : context.theme.errorText)
  }
}

extension String {
  /// Whether it is text that a name can have: something, and no control character.
  fileprivate var isSearchable: Bool {
    !isEmpty && unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
