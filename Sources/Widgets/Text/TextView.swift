/// A transcript: wrapped text to read, select and copy, appended to below.
///
/// It is made of paragraphs of styled spans. Adding one costs no more than its length: it is shaped
/// when it is first seen, and its size is estimated until then, so that neither ten thousand
/// messages nor one of sixty thousand characters is ever laid out whole. At the bottom it stays at the
/// bottom; anywhere else the rows that are seen stay where they are, whatever is added below or
/// wraps anew above. The bounded pieces that make this so are `TextPiece`'s, where they go on
/// the screen is `TextDocument`'s and `TextViewport`'s.
package final class TextView: Widget {
  package var state = WidgetState()
  package var children: [any Widget] { [scrollBar] }
  package var acceptsFocus: Bool { true }

  /// How many paragraphs it holds.
  package private(set) var count = 0

  let pane = TextPane(wraps: true, followsEnd: true)
  let scrollBar = ScrollBar()
  let dragScroller = DragScroller()
  /// Whether a click or a key has chosen a place that a selection can start from.
  var hasPlace = false
  /// Where the pointer is during a drag.
  var pointer = Point.zero
  /// What smooth scrolling left over, in pixels.
  var wheelRest = 0.0
  /// The column that a selection by rows keeps, in pixels.
  var column: Int?
  /// What is selected is X's primary selection.
  var ownsPrimary = false
  private var isLaidOut = false

  package init() {
    scrollBar.onScroll = { [unowned self] in scroll(to: $0) }
  }

  // MARK: Text

  /// Adds a paragraph below.
  package func append(_ paragraph: Paragraph) {
    pane.document.appendParagraph(paragraph.pieces(), isFirst: count == 0)
    count += 1
    contentChanged()
  }

  /// Puts another paragraph in the place of the last one; adds it where there is none.
  package func replaceLast(with paragraph: Paragraph) {
    guard count > 0 else { return append(paragraph) }
    let document = pane.document
    let first = document.slots.lastIndex { $0.piece.startsParagraph } ?? 0
    if pane.selection.range.upperBound.piece >= first { dropSelection() }
    let pieces = paragraph.pieces()
    let removed = first..<document.slots.count
    document.replaceSlots(removed, with: pieces)
    pane.viewport.piecesWereReplaced(removed, by: pieces.count)
    contentChanged()
  }

  /// Adds paragraphs above the first, older ones; what is seen stays where it is.
  package func prepend(_ paragraphs: [Paragraph]) {
    guard count > 0 else { return paragraphs.forEach(append) }
    let pieces = paragraphs.flatMap { $0.pieces() }
    count += paragraphs.count
    pane.insertAbove(pieces)
    refresh()
    // A text that is shorter than the view moves down.
    invalidate()
  }

  package func removeAll() {
    pane.document.replaceSlots(0..<pane.document.slots.count, with: [TextPiece("")])
    count = 0
    dropSelection()
    pane.viewport.place(at: 0, shift: 0)
    pane.viewport.followsEnd = true
    contentChanged()
  }

  // MARK: Place

  /// Whether the last row is in view; if so, it stays there when text is added.
  package var isAtBottom: Bool { pane.viewport.followsEnd }

  package func scrollToBottom() {
    pane.viewport.followsEnd = true
    viewChanged()
  }

  // MARK: Layout and drawing

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    let row = context.shaper.metrics(of: .regular).lineHeight
    return Size(width: context.scaled(160), height: 4 * row + 2 * inset(in: context))
  }

  package func layout(in context: WindowContext) {
    let barWidth = min(bounds.width, ScrollBar.width(in: context))
    // The ring of the focus is as wide as that; the bar stays clear of it.
    let frame = context.scaled(2)
    let inside = bounds.inset(dx: frame, dy: frame)
    let bar = Rect(
      x: inside.maxX - barWidth, y: inside.y, width: barWidth, height: inside.height)
    let area = bounds.inset(dx: inset(in: context), dy: inset(in: context))
    pane.place(
      in: Rect(
        x: area.x, y: area.y, width: area.width - barWidth, height: area.height), context: context)
    isLaidOut = true
    refresh()
    scrollBar.place(in: bar, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {
    refresh()
    canvas.fill(bounds, with: context.theme.fieldBackground)
    pane.draw(on: canvas, in: context, isActive: hasFocus && context.isActive)
    let isFocused = hasFocus && context.isActive
    canvas.stroke(
      bounds, thickness: context.scaled(isFocused ? 2 : 1),
      with: isFocused ? context.theme.focusRing : context.theme.border)
  }

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    refresh()
    switch event {
    case .key(let key): return handle(key, in: context)
    case .pointer(let pointer): return handle(pointer, in: context)
    case .scroll(let scroll): return turnWheel(scroll)
    }
  }

  /// The space between the widget's edge and its text: the frame and the padding.
  private func inset(in context: WindowContext) -> Int {
    context.scaled(1) + context.scaled(context.theme.padding)
  }

  // MARK: What changed

  /// Lays out what is visible now and shows it on the scroll bar.
  func refresh() {
    guard isLaidOut else { return }
    pane.refresh()
    if !pane.viewport.followsEnd {
      pane.viewport.followsEnd = pane.viewport.showsEnd(of: pane.document)
    }
    updateScrollBar()
  }

  /// The view shows another part.
  func viewChanged() {
    refresh()
    invalidate()
  }

  private func contentChanged() {
    if pane.viewport.followsEnd {
      invalidate()
      updateScrollBar()
    } else if isLaidOut {
      // What is above the view is as it was: no need to add it up for each of many.
      scrollBar.contentLength = pane.document.totalExtent
    }
  }

  private func updateScrollBar() {
    guard isLaidOut else { return }
    let document = pane.document
    scrollBar.visibleLength = pane.viewport.length
    scrollBar.contentLength = document.totalExtent
    scrollBar.offset =
      pane.viewport.followsEnd
      ? document.totalExtent - pane.viewport.length : pane.viewport.offset(in: document)
  }

  func dropSelection() {
    pane.selection = TextSelection(anchor: .start, focus: .start)
    pane.drag = nil
    hasPlace = false
    dragScroller.stop()
    invalidate()
  }
}
