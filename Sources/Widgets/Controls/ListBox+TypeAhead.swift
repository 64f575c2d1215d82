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
      self?.typeAhead.reset()
    }
    if let row = typeAhead.match(in: items, from: selectedRow) { select(row: row) }
    return true
  }
}

extension String {
  /// Whether it is text that a name can have: something, and no control character.
  fileprivate var isSearchable: Bool {
    !isEmpty && unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
