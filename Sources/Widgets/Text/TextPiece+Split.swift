extension TextPiece {
  /// Cuts a paragraph into pieces.
  ///
  /// - Parameters:
  ///   - text: The paragraph.
  ///   - isContinued: Whether a piece that isn't among these goes on with the paragraph.
  /// - Returns: At least one piece.
  static func split(_ text: String, isContinued: Bool = false) -> [TextPiece] {
    var pieces: [TextPiece] = []
    var rest = text[...]
    while rest.utf8.count > maximumUTF8Count {
      let end = cut(in: rest)
      pieces.append(TextPiece(String(rest[..<end]), isContinued: true))
      rest = rest[end...]
    }
    // What goes on elsewhere needs no empty piece in front of it.
    if !rest.isEmpty || !isContinued || pieces.isEmpty {
      pieces.append(TextPiece(String(rest), isContinued: isContinued))
    }
    return pieces
  }

  /// Where to cut a text that is too long: as late as it reads well.
  private static func cut(in text: Substring) -> Substring.Index {
    let limit = text.utf8.index(text.utf8.startIndex, offsetBy: maximumUTF8Count)
    let least = text.utf8.index(text.utf8.startIndex, offsetBy: maximumUTF8Count / 2)
    let late = text.utf8[least..<limit]
    if let lineBreak = late.lastIndex(of: UInt8(ascii: "\n")) {
      return late.index(after: lineBreak)
    }
    if let space = late.lastIndex(of: UInt8(ascii: " ")) {
      let end = clusterStart(at: late.index(after: space), in: text)
      // A combining mark may sit on the space.
      if end > least { return end }
    }
    let end = clusterStart(at: limit, in: text)
    return end > text.startIndex ? end : scalarStart(at: limit, in: text)
  }

  /// The start of the cluster that holds `index`, looking no further back than the text's start.
  private static func clusterStart(at index: Substring.Index, in text: Substring) -> Substring.Index
  {
    let start = scalarStart(at: index, in: text)
    let end = text.utf8.index(start, offsetBy: 64, limitedBy: text.utf8.endIndex)
    // A string of its own: a part of one is measured from the start of all of it.
    let window = String(text[..<scalarStart(at: end ?? text.endIndex, in: text)])
    let offset = text.utf8.distance(from: text.startIndex, to: start)
    let place = window.utf8.index(window.startIndex, offsetBy: offset)
    guard place < window.endIndex else { return start }
    let rounded = window.index(before: window.index(after: place))
    return text.utf8.index(
      text.startIndex, offsetBy: window.utf8.distance(from: window.startIndex, to: rounded))
  }

  private static func scalarStart(at index: Substring.Index, in text: Substring) -> Substring.Index
  {
    guard index < text.endIndex else { return index }
    var start = index
    while start > text.startIndex, text.utf8[start] & 0xC0 == 0x80 {
      start = text.utf8.index(before: start)
    }
    return start
  }
}
