/// Long texts: the view holds a stretch of it, its owner has the rest.
extension TextView {
  /// Where the person went, out of the stretch that the view holds.
  package enum Place: Hashable, Sendable {
    case start
    case end
    /// The paragraph with that number in all of the text, counted from 0; estimated.
    case number(Int)
  }

  /// How far from the edge of what it holds more is asked for, in pixels.
  var reach: Int { max(2 * pane.viewport.length, 60 * pane.lineHeight) }

  /// The size of a paragraph, as far as is known, in pixels.
  var averageExtent: Int {
    guard count > 0 else { return pane.lineHeight }
    return max(pane.lineHeight, pane.document.totalExtent / count)
  }

  var extentAbove: Int { countAbove * averageExtent }
  var extentBelow: Int { countBelow * averageExtent }

  /// Whether text that isn't held will soon be seen.
  private var needsOlder: Bool {
    (countAbove > 0 || mayGrowAbove) && pane.viewport.offset(in: pane.document) < reach
  }

  private var needsNewer: Bool {
    guard countBelow > 0 else { return false }
    let document = pane.document
    return document.totalExtent - pane.viewport.offset(in: document) - pane.viewport.length < reach
  }

  /// Asks the owner for what will be seen next, as long as it has it at hand.
  func askForMore() {
    guard isLaidOut, !isAsking, count > 0 else { return }
    isAsking = true
    defer { isAsking = false }
    // Each page brings the edge further away; an owner that has to fetch it adds nothing now.
    for _ in 0..<16 {
      let before = (count, countAbove, countBelow)
      if needsOlder {
        onNeedOlder?()
      } else if needsNewer {
        onNeedNewer?()
      } else {
        return
      }
      guard before != (count, countAbove, countBelow) else { return }
    }
  }

  /// How many paragraphs at one end may be taken away: far from what is seen, and not selected.
  ///
  /// A selection of more than `heldSelection` paragraphs holds nothing.
  package func spareCount(atStart: Bool) -> Int {
    guard count > 0, isLaidOut, let first = pane.placed.first, let last = pane.placed.last else {
      return 0
    }
    let document = pane.document
    var seen = first.index..<last.index + 1
    var distance = 0
    while atStart, seen.lowerBound > 0, distance < 2 * reach {
      seen = seen.lowerBound - 1..<seen.upperBound
      distance += Int(document.slots[seen.lowerBound].extent)
    }
    while !atStart, seen.upperBound < document.slots.count, distance < 2 * reach {
      distance += Int(document.slots[seen.upperBound].extent)
      seen = seen.lowerBound..<seen.upperBound + 1
    }
    var held =
      paragraphs.index(ofPiece: seen.lowerBound)..<paragraphs.index(ofPiece: seen.upperBound - 1)
      + 1
    if let selected = selectedParagraphs(), selected.count <= TextView.heldSelection {
      held = min(held.lowerBound, selected.lowerBound)..<max(held.upperBound, selected.upperBound)
    }
    return atStart ? held.lowerBound : count - held.upperBound
  }

  /// How many paragraphs a selection may have that keeps all of them here.
  private static var heldSelection: Int { 2_000 }

  private func selectedParagraphs() -> Range<Int>? {
    guard !pane.selection.isEmpty, everything == nil else { return nil }
    let range = pane.selection.range
    return paragraphs.index(ofPiece: range.lowerBound.piece)..<paragraphs.index(
      ofPiece: range.upperBound.piece) + 1
  }

  /// Takes paragraphs away at the start; what is seen stays where it is.
  package func removeFirst(_ number: Int) {
    guard number > 0 else { return }
    guard number < count else { return removeAll() }
    let pieces = paragraphs.pieces(of: 0..<number)
    paragraphs.replace(0..<number, with: [])
    pane.removeAbove(pieces.count)
    rangeChanged()
  }

  /// Takes paragraphs away at the end.
  package func removeLast(_ number: Int) {
    guard number > 0 else { return }
    guard number < count else { return removeAll() }
    let range = count - number..<count
    let pieces = paragraphs.pieces(of: range)
    paragraphs.replace(range, with: [])
    pane.removeBelow(pieces.count)
    rangeChanged()
  }

  /// Takes one paragraph away.
  package func remove(at index: Int) {
    guard count > 1 else { return removeAll() }
    let pieces = paragraphs.pieces(of: index..<index + 1)
    let range = pane.selection.range
    if range.lowerBound.piece < pieces.upperBound, range.upperBound.piece >= pieces.lowerBound {
      dropSelection()
    }
    paragraphs.replace(index..<index + 1, with: [])
    pane.replace(pieces, with: [])
    viewChanged()
  }

  private func rangeChanged() {
    if pane.selection.isEmpty { hasPlace = false }
    refresh()
  }

  /// Puts another paragraph in the place of the one with an id, and what is seen stays where it is.
  ///
  /// - Returns: Whether there is one.
  @discardableResult
  package func replace(_ id: Int64, with paragraph: Paragraph) -> Bool {
    guard let index = paragraphs.index(of: id) else { return false }
    let old = paragraphs.pieces(of: index..<index + 1)
    let pieces = paragraph.pieces()
    paragraphs.replace(
      index..<index + 1, with: [.init(paragraph, pieceCount: pieces.count)])
    guard !pieces.elementsEqual(pane.document.slots[old].lazy.map(\.piece)) else {
      invalidateDecorations(of: index)
      return true
    }
    let range = pane.selection.range
    if !pane.selection.isEmpty, range.lowerBound.piece < old.upperBound,
      range.upperBound.piece >= old.lowerBound
    {
      dropSelection()
    }
    pane.replace(old, with: pieces)
    viewChanged()
    return true
  }

  /// Brings the paragraph with an id into view, a third below the top where it wasn't in view.
  ///
  /// - Returns: Whether there is one.
  @discardableResult
  package func show(_ id: Int64) -> Bool {
    guard let index = paragraphs.index(of: id) else { return false }
    let piece = paragraphs.pieces(of: index..<index + 1).lowerBound
    refresh()
    let isSeen = pane.placed.contains {
      $0.index == piece && $0.start >= 0 && $0.start + pane.lineHeight <= pane.viewport.length
    }
    if !isSeen { pane.viewport.place(at: piece, shift: -(pane.viewport.length / 3)) }
    viewChanged()
    return true
  }

  /// Puts a paragraph at the top, some pixels of it above the view; what `topPlace` told.
  package func showAtTop(_ id: Int64, shift: Int) {
    guard let index = paragraphs.index(of: id) else { return }
    let pieces = paragraphs.pieces(of: index..<index + 1)
    pane.viewport.place(at: pieces.lowerBound, shift: shift)
    viewChanged()
  }

  /// The first paragraph with an id that begins in view, and how far above the view it starts (negative below).
  package var topPlace: (id: Int64, shift: Int)? {
    guard count > 0, isLaidOut, !isAtBottom else { return nil }
    refresh()
    for piece in pane.placed {
      let entry = paragraphs.entries[paragraphs.index(ofPiece: piece.index)]
      if pane.document.slots[piece.index].piece.startsParagraph, let id = entry.id {
        return (id, -piece.start)
      }
    }
    return nil
  }

  /// Whether the row of a paragraph's end is in view.
  package func showsEnd(of id: Int64) -> Bool {
    guard let index = paragraphs.index(of: id), isLaidOut else { return false }
    refresh()
    let last = paragraphs.pieces(of: index..<index + 1).upperBound - 1
    return pane.placed.contains {
      $0.index == last && $0.start + pane.document.extent(of: last) <= pane.viewport.length
    }
  }
}
