/// A transcript: wrapped text to read, select and copy, appended to below.
///
/// It is made of paragraphs of styled spans. Adding one costs no more than its length: it is shaped
/// when it is first seen, and its size is estimated until then, so that neither ten thousand
/// messages nor one of sixty thousand characters is ever laid out whole. At the bottom it stays at the
/// bottom; anywhere else the rows that are seen stay where they are, whatever is added below or
/// wraps anew above. The bounded pieces that make this so are `TextPiece`'s, where they go on
/// the screen is `TextDocument`'s and `TextViewport`'s.
///
/// A text of any length is shown in bounded memory where the owner keeps it: the view holds a stretch
/// and says by `onNeedOlder` and `onNeedNewer` when its edge comes near, by `onJump` when the person
/// goes elsewhere; `TextView+Pages` has the rest.
package final class TextView: Widget {
  package var state = WidgetState()
  package var children: [any Widget] { [scrollBar] }
  package var acceptsFocus: Bool { true }

  /// How many paragraphs it holds.
  package var count: Int { paragraphs.count }

  /// How many paragraphs the owner has before those that the view holds, and after them.
  package private(set) var countAbove = 0
  package private(set) var countBelow = 0
  /// Whether the owner might find more before the first of all.
  package var mayGrowAbove = false
  /// Older text will soon be seen: the owner calls `prepend`, at once or later.
  package var onNeedOlder: (() -> Void)?
  /// Newer text will soon be seen: the owner calls `append`, at once or later.
  package var onNeedNewer: (() -> Void)?
  /// Another part is seen than before.
  package var onScroll: (() -> Void)?
  /// The person went to a part that the view doesn't hold: the owner calls `replaceAll`.
  package var onJump: ((Place) -> Void)?
  /// A part of the text that does something was clicked, or chosen by keys and confirmed.
  package var onAction: ((_ value: String) -> Void)?
  /// All of the text, held or not, for whoever selects everything.
  package var wholeText: (() -> String?)?
  /// Whether there is room for marks beside the text.
  package var hasMargin = false {
    didSet { if hasMargin != oldValue { invalidateLayout() } }
  }
  /// The paragraph that stands out, as it was looked for.
  package var highlightedID: Int64? {
    didSet { if highlightedID != oldValue { invalidate() } }
  }

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
  /// What is selected where that is all of the text, not only what is held of it.
  var everything: String?
  /// What the button went down on, as long as letting it go there means a click.
  var pressedAction: TextDocument.Action?
  var paragraphs = ParagraphTable()
  private(set) var isLaidOut = false
  /// The owner is being asked for more.
  var isAsking = false

  package init() {
    scrollBar.onScroll = { [unowned self] in scroll(to: $0) }
  }

  // MARK: Text

  /// Adds a paragraph below.
  package func append(_ paragraph: Paragraph) {
    append(contentsOf: [paragraph])
  }

  /// Adds paragraphs below.
  package func append(contentsOf added: [Paragraph]) {
    guard !added.isEmpty else { return }
    let cut = added.map { $0.pieces() }
    pane.document.appendParagraph(cut.flatMap(\.self), isFirst: count == 0)
    paragraphs.append(zip(added, cut).map { .init($0, pieceCount: $1.count) })
    if everything != nil { pane.selectAll() }
    contentChanged()
  }

  /// Puts another paragraph in the place of the last one; adds it where there is none.
  package func replaceLast(with paragraph: Paragraph) {
    guard count > 0 else { return append(paragraph) }
    let removed = paragraphs.pieces(of: count - 1..<count)
    if pane.selection.range.upperBound.piece >= removed.lowerBound { dropSelection() }
    let pieces = paragraph.pieces()
    paragraphs.replace(count - 1..<count, with: [.init(paragraph, pieceCount: pieces.count)])
    pane.replace(removed, with: pieces)
    contentChanged()
  }

  /// Adds paragraphs above the first, older ones; what is seen stays where it is.
  package func prepend(_ added: [Paragraph]) {
    guard count > 0 else { return append(contentsOf: added) }
    let cut = added.map { $0.pieces() }
    paragraphs.replace(0..<0, with: zip(added, cut).map { .init($0, pieceCount: $1.count) })
    pane.insertAbove(cut.flatMap(\.self))
    if everything != nil { pane.selectAll() }
    refresh()
    // A text that is shorter than the view moves down.
    invalidate()
  }

  package func removeAll() { replaceAll(with: [], above: 0, below: 0) }

  /// Shows another stretch: its end where that is the text's end, else its start.
  package func replaceAll(with stretch: [Paragraph], above: Int, below: Int) {
    let cut = stretch.map { $0.pieces() }
    let pieces = cut.isEmpty ? [TextPiece("")] : cut.flatMap(\.self)
    pane.document.replaceSlots(0..<pane.document.slots.count, with: pieces)
    paragraphs.replace(0..<count, with: zip(stretch, cut).map { .init($0, pieceCount: $1.count) })
    (countAbove, countBelow) = (above, below)
    if everything != nil { pane.selectAll() } else { dropSelection() }
    pane.viewport.place(at: 0, shift: 0)
    pane.viewport.followsEnd = below == 0
    contentChanged()
    viewChanged()
  }

  /// Tells how much there is that the view doesn't hold.
  package func setCounts(above: Int, below: Int) {
    (countAbove, countBelow) = (max(0, above), max(0, below))
    updateScrollBar()
  }

  // MARK: Place

  /// Whether the last row is in view; if so, it stays there when text is added.
  package var isAtBottom: Bool { pane.viewport.followsEnd }

  package func scrollToBottom() {
    if countBelow > 0 { onJump?(.end) }
    guard countBelow == 0 else { return }
    pane.viewport.followsEnd = true
    scrolled()
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
        x: area.x, y: area.y,
        width: area.width - barWidth - (hasMargin ? context.scaled(Mark.width) : 0),
        height: area.height), context: context)
    isLaidOut = true
    refresh()
    scrollBar.place(in: bar, context: context)
    askForMore()
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {
    refresh()
    canvas.fill(bounds, with: context.theme.fieldBackground)
    drawHighlight(on: canvas, in: context)
    pane.draw(on: canvas, in: context, isActive: hasFocus && context.isActive)
    drawDecorations(on: canvas, in: context)
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
    if countBelow > 0 { pane.viewport.followsEnd = false }
    pane.refresh()
    if !pane.viewport.followsEnd, countBelow == 0 {
      pane.viewport.followsEnd = pane.viewport.showsEnd(of: pane.document)
    }
    updateScrollBar()
  }

  /// The view shows another part.
  func viewChanged() {
    refresh()
    askForMore()
    invalidate()
  }

  private func contentChanged() {
    if pane.viewport.followsEnd || countAbove > 0 || countBelow > 0 {
      if pane.viewport.followsEnd { invalidate() }
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
    scrollBar.contentLength = extentAbove + document.totalExtent + extentBelow
    scrollBar.offset =
      extentAbove
      + (pane.viewport.followsEnd
        ? document.totalExtent - pane.viewport.length : pane.viewport.offset(in: document))
  }

  func dropSelection() {
    pane.selection = TextSelection(anchor: .start, focus: .start)
    pane.drag = nil
    pressedAction = nil
    everything = nil
    hasPlace = false
    dragScroller.stop()
    invalidate()
  }
}
