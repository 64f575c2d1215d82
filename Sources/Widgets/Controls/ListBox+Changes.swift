extension ListBox {
  /// What a list box shows at one time, to compare with what it shows later.
  struct View {
    let items: [Item]
    let offset: Int
    let area: Rect
    let hasPresence: Bool
    let rowHeight: Int

    init(of list: ListBox) {
      items = list.items
      offset = list.scrollBar.offset
      area = list.rowsArea
      hasPresence = list.hasPresence
      rowHeight = list.rowHeight
    }
  }

  /// The ids from the topmost visible row on, and how much of that row is above the edge.
  ///
  /// It is nil at the very top: there the list stays at the top.
  var topAnchor: (ids: ArraySlice<Item>, hidden: Int)? {
    guard scrollBar.offset > 0 else { return nil }
    let row = min(scrollBar.offset / rowHeight, items.count)
    return (items[row...], scrollBar.offset - row * rowHeight)
  }

  /// Scrolls so that the topmost row that is still there is where it was.
  func restore(_ anchor: (ids: ArraySlice<Item>, hidden: Int)?) {
    // Fewer rows end the scrolling for good: it does not come back with more of them.
    scrollBar.offset = scrollBar.offset
    guard let anchor else { return }
    for item in anchor.ids {
      guard let row = row(of: item.id) else { continue }
      scrollBar.offset = min(row * rowHeight + anchor.hidden, scrollBar.maximumOffset)
      return
    }
    scrollBar.offset = scrollBar.maximumOffset
  }

  /// Damages the rows that look different from before.
  func damageChanges(since before: View) {
    let area = rowsArea
    let shift = scrollBar.offset - before.offset
    guard area == before.area, hasPresence == before.hasPresence,
      rowHeight == before.rowHeight, shift % rowHeight == 0
    else { return invalidate() }
    let first = scrollBar.offset / rowHeight
    let end = (scrollBar.offset + area.height - 1) / rowHeight + 1
    for row in first..<max(first, end) {
      let old = before.items.element(at: row - shift / rowHeight)
      if items.element(at: row) != old { invalidate(row: row) }
    }
  }
}

extension Array {
  /// The element at an index; nil where there is none.
  fileprivate func element(at index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
