extension TextDocument {
  /// All of the text, its paragraphs joined by line breaks.
  var text: String { text(in: .start..<end) }

  /// A part of the text as it reads: no line break where a row wraps.
  func text(in range: Range<TextPosition>) -> String {
    let (first, last) = (range.lowerBound, range.upperBound)
    guard first.piece < last.piece else {
      return String(slots[first.piece].piece.substring(first.offset..<last.offset))
    }
    var text = ""
    for index in first.piece...last.piece {
      let piece = slots[index].piece
      let start = index == first.piece ? first.offset : 0
      let end = index == last.piece ? last.offset : piece.utf8Count
      text += piece.substring(start..<end)
      if index < last.piece, !piece.isContinued { text += "\n" }
    }
    return text
  }

  /// Adds a paragraph below; the first takes the place of the emptiness.
  func appendParagraph(_ pieces: [TextPiece], isFirst: Bool) {
    replaceSlots(isFirst ? 0..<slots.count : slots.count..<slots.count, with: pieces)
  }

  /// How many bytes of text are before a position: for a document of one paragraph.
  func offset(of position: TextPosition) -> Int {
    var offset = position.offset
    for index in 0..<position.piece { offset += slots[index].piece.utf8Count }
    return offset
  }

  /// The position that many bytes into the text: for a document of one paragraph.
  func position(at offset: Int) -> TextPosition {
    var rest = max(0, offset)
    for index in slots.indices {
      let count = slots[index].piece.utf8Count
      if rest < count || (rest == count && !slots[index].piece.isContinued) {
        return TextPosition(piece: index, offset: rest)
      }
      rest -= count
    }
    return end
  }

  /// The first edge of a cluster that isn't before `offset`: text put there may have joined its neighbour.
  func clusterEdge(atOrAfter offset: Int) -> TextPosition {
    let position = position(at: offset)
    let piece = slots[position.piece].piece
    guard position.offset > 0, position.offset < piece.utf8Count else { return position }
    let index = piece.index(at: position.offset)
    let end = piece.text.index(after: index)
    guard piece.text.index(before: end) != index else { return position }
    return canonical(TextPosition(piece: position.piece, offset: piece.offset(of: end)))
  }

  /// The one way to write a place that is the end of a piece and the start of the next.
  func canonical(_ position: TextPosition) -> TextPosition {
    let piece = slots[position.piece].piece
    guard position.offset >= piece.utf8Count, piece.isContinued, position.piece + 1 < slots.count
    else { return position }
    return TextPosition(piece: position.piece + 1, offset: 0)
  }

  /// Puts other text in the place of a part: for a document of one paragraph.
  ///
  /// Only the pieces that it touches are cut anew. A neighbour is taken in where clusters might join
  /// across the edge, or where the two are short enough for one.
  ///
  /// - Returns: The pieces that were replaced, and how many are in their place now.
  @discardableResult
  func replace(_ range: Range<TextPosition>, with inserted: String) -> (
    removed: Range<Int>, count: Int
  ) {
    var first = range.lowerBound.piece
    var last = range.upperBound.piece
    let head = slots[first].piece.substring(0..<range.lowerBound.offset)
    let tail = slots[last].piece.substring(
      range.upperBound.offset..<slots[last].piece.utf8Count)
    var text = head + inserted + tail
    if first > 0, joins(head, text.utf8.count, with: slots[first - 1].piece) {
      first -= 1
      text = slots[first].piece.text + text
    }
    if last + 1 < slots.count, joins(tail, text.utf8.count, with: slots[last + 1].piece) {
      last += 1
      text += slots[last].piece.text
    }
    let pieces = TextPiece.split(String(text), isContinued: last + 1 < slots.count)
    replaceSlots(first..<last + 1, with: pieces)
    return (first..<last + 1, pieces.count)
  }

  private func joins(_ rest: Substring, _ count: Int, with neighbour: TextPiece) -> Bool {
    rest.isEmpty || count + neighbour.utf8Count <= TextPiece.maximumUTF8Count
  }
}
