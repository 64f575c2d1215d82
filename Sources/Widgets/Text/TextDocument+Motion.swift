extension TextDocument {
  /// The position one cluster on; the same at the end.
  func position(after position: TextPosition) -> TextPosition {
    let piece = slots[position.piece].piece
    if position.offset < piece.utf8Count {
      let next = piece.text.index(after: piece.index(at: position.offset))
      return canonical(TextPosition(piece: position.piece, offset: piece.offset(of: next)))
    }
    guard position.piece + 1 < slots.count else { return position }
    return TextPosition(piece: position.piece + 1, offset: 0)
  }

  /// The position one cluster back; the same at the start.
  func position(before position: TextPosition) -> TextPosition {
    var (index, offset) = (position.piece, position.offset)
    if offset == 0 {
      guard index > 0 else { return position }
      index -= 1
      offset = slots[index].piece.utf8Count
      // A paragraph's end is a place of its own.
      guard slots[index].piece.isContinued, offset > 0 else {
        return TextPosition(piece: index, offset: offset)
      }
    }
    let piece = slots[index].piece
    // Of the part before it: a cluster that is cut may have the place inside.
    let part = piece.text[..<piece.index(at: offset)]
    let previous = part.index(before: part.endIndex)
    return TextPosition(piece: index, offset: piece.offset(of: previous))
  }

  /// The cluster that starts at a position; a line break at a paragraph's end, nil at the text's.
  func cluster(after position: TextPosition) -> Character? {
    let piece = slots[position.piece].piece
    guard position.offset < piece.utf8Count else {
      return position.piece + 1 < slots.count ? "\n" : nil
    }
    return piece.text[piece.index(at: position.offset)]
  }

  // MARK: Words

  /// Where Control+Right goes from a position: the end of the next word.
  func wordEnd(after position: TextPosition) -> TextPosition {
    let start = skipForward(from: position) { $0 != .word }
    return wordEnds(in: wordRun(at: start)).first { $0 > start } ?? start
  }

  /// Where Control+Left goes from a position: the start of the word before.
  func wordStart(before position: TextPosition) -> TextPosition {
    let end = skipBack(from: position) { $0 != .word }
    let run = wordRun(at: end)
    return wordEnds(in: run).last { $0 < end } ?? run.lowerBound
  }

  /// The word, the blank space or the signs round the cluster at a position.
  func word(at position: TextPosition) -> Range<TextPosition> {
    let isAtEnd = cluster(after: position).map { $0 == "\n" } ?? true
    let inside =
      isAtEnd && position > lineStart(at: position) ? self.position(before: position) : position
    guard let cluster = cluster(after: inside), cluster != "\n" else { return inside..<inside }
    let kind = ClusterKind(cluster)
    guard kind != .word else {
      let run = wordRun(at: inside)
      let ends = wordEnds(in: run)
      return (ends.last { $0 <= inside } ?? run.lowerBound)..<(ends.first { $0 > inside } ?? inside)
    }
    return skipBack(from: inside) { $0 == kind }..<skipForward(from: inside) { $0 == kind }
  }

  /// The letters round a position without anything else between them.
  private func wordRun(at position: TextPosition) -> Range<TextPosition> {
    skipBack(from: position) { $0 == .word }..<skipForward(from: position) { $0 == .word }
  }

  /// Where the words end in a run of letters: mostly it is one.
  private func wordEnds(in run: Range<TextPosition>) -> [TextPosition] {
    let text = text(in: run)
    guard let shaper, text.unicodeScalars.contains(where: ClusterKind.needsNoSpaces) else {
      return run.isEmpty ? [] : [run.upperBound]
    }
    return shaper.wordBreaks(in: text[...]).map { position($0, behind: run.lowerBound) }
  }

  /// The position so many bytes behind another of the same paragraph.
  private func position(_ bytes: Int, behind start: TextPosition) -> TextPosition {
    var (index, rest) = (start.piece, start.offset + bytes)
    while rest > slots[index].piece.utf8Count, slots[index].piece.isContinued {
      rest -= slots[index].piece.utf8Count
      index += 1
    }
    return canonical(TextPosition(piece: index, offset: rest))
  }

  /// How many clusters a word may have: a text without spaces mustn't be walked through whole.
  private var longestWord: Int { 4_096 }

  /// Over how many pieces it may go, as a cluster may be long too.
  private var mostPiecesOfWord: Int { 16 }

  private func skipForward(
    from position: TextPosition, while isSkipped: (ClusterKind) -> Bool
  ) -> TextPosition {
    let last = position.piece + mostPiecesOfWord
    var position = position
    for _ in 0..<longestWord where position.piece < last {
      guard let cluster = cluster(after: position), isSkipped(ClusterKind(cluster)) else { break }
      position = self.position(after: position)
    }
    return position
  }

  private func skipBack(
    from position: TextPosition, while isSkipped: (ClusterKind) -> Bool
  ) -> TextPosition {
    let first = position.piece - mostPiecesOfWord
    var position = position
    for _ in 0..<longestWord where position.piece > first {
      let previous = self.position(before: position)
      guard previous < position, let cluster = cluster(after: previous),
        isSkipped(ClusterKind(cluster))
      else { break }
      position = previous
    }
    return position
  }

  // MARK: Lines

  /// The start of the line, from line break to line break, that a position is in.
  func lineStart(at position: TextPosition) -> TextPosition {
    var (index, offset) = (position.piece, position.offset)
    while true {
      let piece = slots[index].piece
      if piece.lineBreakCount > 0,
        let found = piece.text.utf8[..<piece.index(at: offset)].lastIndex(of: UInt8(ascii: "\n"))
      {
        return canonical(TextPosition(piece: index, offset: piece.offset(of: found) + 1))
      }
      guard index > 0, slots[index - 1].piece.isContinued else {
        return TextPosition(piece: index, offset: 0)
      }
      index -= 1
      offset = slots[index].piece.utf8Count
    }
  }

  /// The end of the line that a position is in, before its line break.
  func lineEnd(at position: TextPosition) -> TextPosition {
    var (index, offset) = (position.piece, position.offset)
    while true {
      let piece = slots[index].piece
      if piece.lineBreakCount > 0,
        let found = piece.text.utf8[piece.index(at: offset)...].firstIndex(of: UInt8(ascii: "\n"))
      {
        return TextPosition(piece: index, offset: piece.offset(of: found))
      }
      guard piece.isContinued, index + 1 < slots.count else {
        return TextPosition(piece: index, offset: piece.utf8Count)
      }
      index += 1
      offset = 0
    }
  }
}
