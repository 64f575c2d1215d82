/// Names in rows, one of which can be selected: the list of people.
///
/// All rows are of one height, so where a row is follows from its number, and 2,000 cost no more than those
/// that can be seen: only they are shaped and drawn. `setItems` compares by id, so what is
/// selected and what is visible stay when people come and go. Letters that are typed find a name.
package final class ListBox: Widget {
  package var state = WidgetState()

  package private(set) var items: [Item] = []

  /// A row was chosen with the mouse or the keys; not called when `selectedID` is set.
  package var onSelect: ((Item) -> Void)?

  /// A row was double-clicked, or Return was pressed on it.
  package var onActivate: ((Item) -> Void)?

  let scrollBar = ScrollBar()
  var rowHeight = 1
  var rowTexts = RowTextCache()
  var typeAhead = TypeAhead()
  /// The row that the last click was on: both clicks of a double-click have to be on one.
  var clickedID: String?

  private var rowOfID: [String: Int] = [:]
  private var wantedID: String?
  /// The selected row has to be brought into view when the size is known.
  private var revealsSelection = false
  private(set) var hasPresence = false
  private(set) var hasCaptions = false

  package init() {
    scrollBar.onScroll = { [unowned self] _ in invalidate(rowsArea) }
  }

  package var children: [any Widget] { [scrollBar] }
  package var acceptsFocus: Bool { true }

  /// The selected row's id; setting it brings the row into view.
  ///
  /// Who was selected and left is selected again when they come back.
  package var selectedID: String? {
    get { wantedID.flatMap { rowOfID[$0] == nil ? nil : $0 } }
    set {
      setSelection(newValue)
      if let row = selectedRow { ensureVisible(row: row) }
    }
  }

  package var selectedItem: Item? { selectedRow.map { items[$0] } }

  func row(of id: String) -> Int? { rowOfID[id] }

  var selectedRow: Int? { wantedID.flatMap { rowOfID[$0] } }

  /// Shows these rows; selection and scroll position stay with the ids they are at.
  ///
  /// Of rows with the same id, the first counts.
  package func setItems(_ newItems: [Item]) {
    guard newItems != items else { return }
    let before = View(of: self)
    let anchor = topAnchor
    items = newItems
    rowOfID = Dictionary(
      newItems.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    hasPresence = newItems.contains { $0.presence != nil }
    hasCaptions = newItems.contains { !$0.caption.isEmpty }
    if let context = state.tree?.context { rowHeight = rowHeight(in: context) }
    arrange()
    restore(anchor)
    damageChanges(since: before)
  }

  /// Scrolls as little as it takes to show the row of `id`.
  package func ensureVisible(_ id: String) {
    if let row = rowOfID[id] { ensureVisible(row: row) }
  }

  /// Where the visible part of a row is in the window; nil where there is no such row or it is out of sight.
  package func visibleRect(of id: String) -> Rect? {
    guard let row = rowOfID[id] else { return nil }
    let part = rect(ofRow: row).intersection(rowsArea)
    return part.isEmpty ? nil : part
  }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    Size(
      width: context.scaled(120), height: 4 * rowHeight(in: context) + 2 * Self.frameWidth(context))
  }

  package func layout(in context: WindowContext) {
    rowHeight = rowHeight(in: context)
    rowTexts.removeAll()
    arrange()
    if revealsSelection, let row = selectedRow { ensureVisible(row: row) }
    invalidate()
  }

  // MARK: Where things are

  /// Where the rows are: inside the outline, left of the scroll bar.
  var rowsArea: Rect {
    guard let context = state.tree?.context else { return .zero }
    let inside = inside(in: context)
    guard !scrollBar.state.isHidden else { return inside }
    return Rect(
      x: inside.x, y: inside.y, width: inside.width - ScrollBar.width(in: context),
      height: inside.height)
  }

  func rect(ofRow row: Int) -> Rect {
    let area = rowsArea
    return Rect(
      x: area.x, y: area.y + row * rowHeight - scrollBar.offset, width: area.width,
      height: rowHeight)
  }

  /// The row at a point; nil below the last one and outside.
  func row(at point: Point) -> Int? {
    let area = rowsArea
    guard area.contains(point) else { return nil }
    let row = (point.y - area.y + scrollBar.offset) / rowHeight
    return items.indices.contains(row) ? row : nil
  }

  /// The rows that are visible in a part of the window, wholly or partly.
  func rows(in rect: Rect) -> Range<Int> {
    let area = rowsArea
    let part = area.intersection(rect)
    guard !part.isEmpty else { return 0..<0 }
    let first = (part.y - area.y + scrollBar.offset) / rowHeight
    let end = (part.maxY - 1 - area.y + scrollBar.offset) / rowHeight + 1
    return min(first, items.count)..<min(end, items.count)
  }

  /// How many whole rows can be seen at once.
  var visibleRowCount: Int { max(1, rowsArea.height / rowHeight) }

  static func frameWidth(_ context: WindowContext) -> Int { context.scaled(2) }

  private func inside(in context: WindowContext) -> Rect {
    bounds.inset(dx: Self.frameWidth(context), dy: Self.frameWidth(context))
  }

  private func rowHeight(in context: WindowContext) -> Int {
    titleHeight(in: context) + 2 * context.scaled(4)
      + (hasCaptions ? context.shaper.metrics(of: .small).lineHeight : 0)
  }

  /// The height of a row's first line.
  func titleHeight(in context: WindowContext) -> Int {
    max(
      context.shaper.metrics(of: .regular).lineHeight, context.shaper.metrics(of: .bold).lineHeight)
  }

  /// Tells the scroll bar the lengths and puts it in its place.
  private func arrange() {
    guard let context = state.tree?.context else { return }
    let inside = inside(in: context)
    let length = items.count * rowHeight
    scrollBar.state.isHidden = length <= inside.height
    scrollBar.contentLength = length
    scrollBar.visibleLength = inside.height
    let width = min(inside.width, ScrollBar.width(in: context))
    let place = Rect(x: inside.maxX - width, y: inside.y, width: width, height: inside.height)
    // Placing it where it is would damage all of it.
    if scrollBar.bounds != place { scrollBar.place(in: place, context: context) }
  }

  // MARK: Selection

  /// Selects without scrolling, and damages the two rows that look different now.
  func setSelection(_ id: String?) {
    guard id != wantedID else { return }
    let previous = selectedRow
    wantedID = id
    for row in [previous, selectedRow].compactMap({ $0 }) { invalidate(row: row) }
  }

  func ensureVisible(row: Int) {
    let height = rowsArea.height
    revealsSelection = height == 0
    guard height > 0 else { return }
    let top = row * rowHeight
    let offset = min(top, max(scrollBar.offset, top + rowHeight - height))
    guard offset != scrollBar.offset else { return }
    scrollBar.offset = offset
    invalidate(rowsArea)
  }

  func invalidate(row: Int) {
    invalidate(rect(ofRow: row).intersection(rowsArea))
  }
}
