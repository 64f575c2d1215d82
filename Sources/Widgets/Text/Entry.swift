/// A text to be edited: one line, or one that grows with its text to `maximumLines` lines.
///
/// With one line the text scrolls sideways and has no line breaks. With more it wraps, Shift+Enter
/// makes a line break, and beyond `maximumLines` it scrolls inside. Enter calls `onSubmit`; the
/// owner then takes the text away by setting `text`, which also restarts undo: what was sent
/// can't be brought back by mistake. The text is kept in bounded pieces (`TextPiece`), so that a key
/// pressed in a megabyte costs what it costs in a line. The caret doesn't blink: an idle
/// window sends nothing.
package final class Entry: Widget {
  package var state = WidgetState()
  package var acceptsFocus: Bool { true }

  /// How many lines it grows to; 1 for an entry without line breaks.
  package var maximumLines = 1 {
    didSet {
      pane.wraps = maximumLines > 1
      text = text
      invalidateLayout()
    }
  }

  /// Whether it holds a passphrase: shown as dots, and not to be copied.
  ///
  /// Set before it is shown.
  package var isSecret: Bool {
    get { pane.isSecret }
    set { pane.isSecret = newValue }
  }

  /// What is shown, quietly, while there is no text.
  package var placeholder = "" {
    didSet { invalidate() }
  }

  /// Enter was pressed; without it, Enter goes on to the widget around this one.
  package var onSubmit: ((String) -> Void)?

  /// The person changed the text; not called when `text` is set.
  package var onChange: (() -> Void)?

  let pane = TextPane(wraps: false, followsEnd: false)
  let dragScroller = DragScroller()
  var history = EditHistory()
  /// The column that moving by rows keeps, in pixels.
  var column: Int?
  /// Where the pointer is during a drag.
  var pointer = Point.zero
  /// What is selected is X's primary selection.
  var ownsPrimary = false
  /// What an input method composes.
  var preedit = Preedit.none
  /// How that was put into the text, while it is there.
  var composed: EditStep?
  private var reportedCaret: Rect?
  private var shownRows = 1
  private var isLaidOut = false

  package init() {}

  /// All of the text.
  ///
  /// Setting it puts the caret at its end and restarts undo; `onChange` isn't called.
  package var text: String {
    get { textWithoutPreedit }
    set { withoutPreedit { setText(newValue) } }
  }

  private func setText(_ text: String) {
    let document = pane.document
    document.replaceSlots(
      0..<document.slots.count,
      with: TextPiece.split(text.cleanedForEntry(keepsLineBreaks: maximumLines > 1)))
    history = EditHistory()
    pane.drag = nil
    pane.viewport.place(at: 0, shift: 0)
    pane.moveCaret(to: TextHit(position: document.end), extending: false)
    textChanged()
  }

  // MARK: Layout and drawing

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    let inset = inset(in: context)
    let format = pane.format(for: max(0, width - 2 * inset), in: context)
    let isAsLaidOut = isLaidOut && format == pane.document.format
    let rows = isAsLaidOut ? rowCount() : rowCount(in: format, shaper: context.shaper)
    return Size(width: context.scaled(160), height: rows * format.lineHeight + 2 * inset)
  }

  package func layout(in context: WindowContext) {
    let inset = inset(in: context)
    var area = bounds.inset(dx: inset, dy: inset)
    let row = TextPane.lineHeight(in: context)
    if maximumLines == 1, area.height > row {
      area.y += (area.height - row) / 2
      area.height = row
    }
    pane.place(in: area, context: context)
    isLaidOut = true
    pane.revealCaret()
    shownRows = rowCount()
    reportCaret(in: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {
    pane.refresh()
    let theme = context.theme
    let isFocused = hasFocus && context.isActive
    canvas.fill(bounds, with: theme.fieldBackground)
    if pane.document.isEmpty, !placeholder.isEmpty {
      let hint = context.shaper.shape(placeholder[...], in: .regular, fitting: pane.area.width)
      let baseline = Point(x: pane.area.x, y: pane.area.y + pane.ascent)
      canvas.clipped(to: pane.area) { canvas.draw(hint, at: baseline, with: theme.quietText) }
    }
    pane.draw(on: canvas, in: context, isActive: isFocused)
    let showsCaret = isFocused && (preedit.isEmpty || preedit.caret != nil)
    if showsCaret, pane.selection.isEmpty, let caret = pane.caretRect(at: pane.caret) {
      canvas.clipped(to: pane.area) { canvas.fill(caret, with: theme.text) }
    }
    canvas.stroke(
      bounds, thickness: context.scaled(isFocused ? 2 : 1),
      with: isFocused ? theme.focusRing : theme.border)
  }

  package func focusChanged(in context: WindowContext) {
    reportedCaret = nil
    history.closeGroup()
    reportCaret(in: context)
    invalidate()
  }

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    pane.refresh()
    switch event {
    case .key(let key): return withoutPreedit { handle(key, in: context) }
    case .pointer(let pointer): return handle(pointer, in: context)
    case .scroll(let scroll): return turnWheel(scroll, in: context)
    }
  }

  /// The space between the widget's edge and its text: the frame and the padding.
  private func inset(in context: WindowContext) -> Int {
    context.scaled(1) + context.scaled(context.theme.padding)
  }

  // MARK: What changed

  /// The text is another: the entry may grow or shrink.
  func textChanged() {
    guard isLaidOut else { return invalidateLayout() }
    pane.revealCaret()
    if rowCount() != shownRows { invalidateLayout() }
    caretMoved()
  }

  /// The caret or the selection is elsewhere.
  func caretMoved() {
    invalidate()
    guard isLaidOut, let context = state.tree?.context else { return }
    pane.revealCaret()
    reportCaret(in: context)
  }

  /// Tells the input method where the caret is, if it isn't there already.
  func reportCaret(in context: WindowContext) {
    guard hasFocus, isLaidOut else { return }
    pane.refresh()
    let caret = pane.caretRect(at: pane.caret)?.intersection(bounds)
    guard caret != reportedCaret else { return }
    reportedCaret = caret
    context.services.placeCaret(caret)
  }

  /// How many rows the text has, counted no further than can be shown.
  private func rowCount() -> Int {
    guard maximumLines > 1 else { return 1 }
    var rows = 0
    for index in pane.document.slots.indices where rows < maximumLines {
      rows += pane.document.layout(of: index).rows.count
    }
    return min(rows, maximumLines)
  }

  /// The same for a format that the text isn't laid out in.
  private func rowCount(in format: TextDocument.Format, shaper: any TextShaper) -> Int {
    guard maximumLines > 1 else { return 1 }
    var rows = 0
    for slot in pane.document.slots where rows < maximumLines {
      rows += PieceLayout(slot.piece, format: .init(width: format.width), shaper: shaper).rows.count
    }
    return min(rows, maximumLines)
  }
}
