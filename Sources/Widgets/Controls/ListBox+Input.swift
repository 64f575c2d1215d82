extension ListBox {
  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    switch event {
    case .key(let key): handle(key, in: context)
    case .pointer(let pointer): handle(pointer)
    case .scroll(let scroll): scrollBar.turnWheel(scroll, in: context)
    }
  }

  private func handle(_ key: KeyEvent, in context: WindowContext) -> Bool {
    if typeAheadUses(key, in: context) { return true }
    guard key.modifiers.isEmpty else { return false }
    // Any other key is about the list as it stands, and the next letter begins a new name.
    let search = typeAhead
    endTypeAhead()
    switch key.symbol {
    case .up: return select(row: selectedRow.map { $0 - 1 } ?? lastVisibleRow)
    case .down: return select(row: selectedRow.map { $0 + 1 } ?? firstVisibleRow)
    case .home: return select(row: 0)
    case .end: return select(row: items.count - 1)
    case .pageUp: return select(row: (selectedRow ?? firstVisibleRow) - pageLength)
    case .pageDown: return select(row: (selectedRow ?? firstVisibleRow) + pageLength)
    // Return after a name that is nobody's opens nobody: least of all whoever happens to be selected.
    case .enter: return search.isFound ? activateSelection() : true
    case .escape: return !search.isEmpty
    default: return false
    }
  }

  private func handle(_ pointer: PointerEvent) -> Bool {
    guard pointer.button == .primary else { return false }
    if pointer.phase == .press { press(pointer) }
    return true
  }

  private func press(_ pointer: PointerEvent) {
    let previousID = clickedID
    clickedID = nil
    guard let row = row(at: pointer.position) else { return }
    clickedID = items[row].id
    select(row: row)
    // Rows may have moved between the clicks: the second must be on the person that the first was on.
    // Clicks three and four in a row are the second double-click of somebody in a hurry.
    guard pointer.clickCount.isMultiple(of: 2), clickedID == previousID else { return }
    activateSelection()
  }

  /// Selects a row, or the nearest there is, as the person would.
  ///
  /// - Returns: True: the key or click was meant for the list though it may be empty.
  @discardableResult
  func select(row wanted: Int) -> Bool {
    guard !items.isEmpty else { return true }
    let row = min(max(0, wanted), items.count - 1)
    let isNew = row != selectedRow
    setSelection(items[row].id)
    ensureVisible(row: row)
    if isNew { onSelect?(items[row]) }
    return true
  }

  @discardableResult
  private func activateSelection() -> Bool {
    guard let item = selectedItem else { return false }
    onActivate?(item)
    return true
  }

  private var firstVisibleRow: Int { (scrollBar.offset + rowHeight - 1) / rowHeight }
  private var lastVisibleRow: Int { firstVisibleRow + visibleRowCount - 1 }
  private var pageLength: Int { max(1, visibleRowCount - 1) }
}
