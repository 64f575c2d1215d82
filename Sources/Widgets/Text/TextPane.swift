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
  var caretSticksBack = false
  /// What an input method composes, and how it looks.
  var marks: [TextMark] = []
  /// How a selection with the mouse began, while the button is down.
  var drag: SelectionDrag?
  /// The part of the window that shows text.
  private(set) var area = Rect.zero
  private(set) var placed: [TextViewport.PlacedPiece] = []
  private(set) var ascent = 0
  private(set) var caretWidth = 1
  /// Whether it is shown as dots and never leaves by a selection.
  var isSecret = false
  private var mask: MaskedShaper?
  /// Where the view was after the last change of width, and the place in its first piece that it kept.
  private var rewrapped: (viewport: TextViewport, offset: Int)?

  init(wraps: Bool, followsEnd: Bool) {
    self.wraps = wraps
    viewport = TextViewport(followsEnd: followsEnd)
  }

  var lineHeight: Int { document.format.lineHeight }
  var caret: TextHit { TextHit(position: selection.focus, sticksBack: caretSticksBack) }

  /// Puts the text into a part of the window; the row that was the first stays the first.
  func place(in newArea: Rect, context: WindowContext) {
    area = newArea
    caretWidth = context.scaled(1)
    ascent = FontStyle.allCases.map { context.shaper.metrics(of: $0).ascent }.max() ?? 0
    let format = format(for: area.width, in: context)
    keepingFirstRow { document.setFormat(format, shaper: shaper(over: context.shaper)) }
    viewport.length = wraps ? area.height : max(0, area.width - caretWidth)
  }

  /// What the text is shaped with: dots where it is a secret.
  private func shaper(over shaper: any TextShaper) -> any TextShaper {
    guard isSecret else { return shaper }
    if let mask, mask.base === shaper { return mask }
    let mask = MaskedShaper(over: shaper)
    self.mask = mask
    return mask
  }

  /// How the text is laid out in an area of some width.
  func format(for width: Int, in context: WindowContext) -> TextDocument.Format {
    TextDocument.Format(
      width: wraps ? max(1, width - context.scaled(1)) : nil,
      lineHeight: Self.lineHeight(in: context), scale: context.scale,
      fontGeneration: context.fontGeneration)
  }

  /// The height of every row, whatever fonts are on it.
  static func lineHeight(in context: WindowContext) -> Int {
    max(1, FontStyle.allCases.map { context.shaper.metrics(of: $0).lineHeight }.max() ?? 0)
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
    let row = layout.row(at: selection.focus.offset, sticksBack: caretSticksBack)
    if wraps {
      viewport.reveal(row * lineHeight..<(row + 1) * lineHeight, of: index, in: document)
    } else {
      let x = layout.x(
        of: selection.focus.offset, inRow: row, sticksBack: caretSticksBack)
      viewport.reveal(x..<x, of: index, in: document)
    }
    refresh()
  }

  /// Lets `change` wrap the text anew and puts the row that was on top back there.
  private func keepingFirstRow(_ change: () -> Bool) {
    let index = viewport.piece
    guard wraps, document.format.width != nil, !viewport.followsEnd,
      let layout = document.slots[index].layout
    else {
      _ = change()
      return
    }
    let row = min(viewport.shift / lineHeight, layout.rows.count - 1)
    let part = Double(viewport.shift - row * lineHeight) / Double(lineHeight)
    var offset = layout.rows[row].start
    // Where only the width changed, again and again, the place mustn't creep to its row's start.
    if let kept = rewrapped, kept.viewport.isAt(viewport), layout.row(at: kept.offset) == row {
      offset = kept.offset
    }
    guard change() else { return }
    let newRow = document.layout(of: index).row(at: offset)
    viewport.place(at: index, shift: newRow * lineHeight + Int(part * Double(lineHeight)))
    rewrapped = (viewport, offset)
  }
}
