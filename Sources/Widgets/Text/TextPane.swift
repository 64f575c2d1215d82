/// A text with a view on it and a selection: what `TextView` and `Entry` have in common.
///
/// It knows where on the window the text is, finds the place under the pointer and the place of the
/// caret, moves by rows and draws. Whoever changes the text or the view calls `refresh()` before
/// asking where something is.
final class TextPane {
  let document = TextDocument()
  var viewport: TextViewport
  /// Whether rows wrap at the area's edge; where they don't, all of the text is one row.
  var wraps: Bool
  /// What is selected; empty where there is only a caret.
  var selection = TextSelection(anchor: .start, focus: .start)
  /// Whether the caret stands at the end of its row, not at the start of the next.
  var caretIsAtRowEnd = false
  /// How a selection with the mouse began, while the button is down.
  var drag: SelectionDrag?
  /// The part of the window that shows text.
  private(set) var area = Rect.zero
  private(set) var placed: [TextViewport.PlacedPiece] = []
  private(set) var ascent = 0
  private(set) var caretWidth = 1

  init(wraps: Bool, followsEnd: Bool) {
    self.wraps = wraps
    viewport = TextViewport(followsEnd: followsEnd)
  }

  var lineHeight: Int { document.format.lineHeight }
  var caret: TextHit { TextHit(position: selection.focus, atRowEnd: caretIsAtRowEnd) }

  /// Puts the text into a part of the window; the row that was the first stays the first.
  func place(in newArea: Rect, context: WindowContext) {
    area = newArea
    caretWidth = context.scaled(1)
    let metrics = FontStyle.allCases.map { context.shaper.metrics(of: $0) }
    ascent = metrics.map(\.ascent).max() ?? 0
    let format = TextDocument.Format(
      width: wraps ? max(1, area.width - caretWidth) : nil,
      lineHeight: max(1, metrics.map(\.lineHeight).max() ?? 0), scale: context.scale)
    viewport.length = wraps ? area.height : max(0, area.width - caretWidth)
    if format != document.format {
      keepingFirstRow { document.setFormat(format, shaper: context.shaper) }
    } else {
      document.setFormat(format, shaper: context.shaper)
    }
  }

  /// Lays out what is visible and forgets the layouts of what isn't.
  func refresh() {
    placed = viewport.refresh(in: document)
    guard let first = placed.first, let last = placed.last else { return }
    document.keepLayouts(of: max(0, first.index - 1)..<last.index + 2)
  }

  /// Moves the view as little as possible until the caret is in it.
  func revealCaret() {
    let index = selection.focus.piece
    let layout = document.layout(of: index)
    let row = layout.row(at: selection.focus.offset, atRowEnd: caretIsAtRowEnd)
    if wraps {
      viewport.reveal(row * lineHeight..<(row + 1) * lineHeight, of: index, in: document)
    } else {
      let x = layout.x(of: selection.focus.offset, inRow: row)
      viewport.reveal(x..<x, of: index, in: document)
    }
    refresh()
  }

  /// Lets `change` wrap the text anew and puts the row that was on top back there.
  private func keepingFirstRow(_ change: () -> Void) {
    let index = viewport.piece
    guard wraps, document.format.width != nil, !viewport.followsEnd, viewport.shift > 0,
      let layout = document.slots[index].layout
    else { return change() }
    let row = min(viewport.shift / lineHeight, layout.rows.count - 1)
    let offset = layout.rows[row].start
    let part = Double(viewport.shift - row * lineHeight) / Double(lineHeight)
    change()
    let newRow = document.layout(of: index).row(at: offset)
    viewport.place(at: index, shift: newRow * lineHeight + Int(part * Double(lineHeight)))
  }
}
