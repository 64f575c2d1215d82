/// Which pieces of a document are which paragraph of a `TextView`, and what is drawn beside each.
struct ParagraphTable {
  /// What is known of one paragraph besides its text.
  struct Entry {
    var id: Int64?
    var pieceCount: Int
    var mark: TextView.Mark?
    /// The colour of the line across; nil for an ordinary paragraph.
    var divider: TextColor?

    init(_ paragraph: TextView.Paragraph, pieceCount: Int) {
      id = paragraph.id
      mark = paragraph.mark
      divider = paragraph.divider
      self.pieceCount = pieceCount
    }

    var isDecorated: Bool { mark != nil || divider != nil }
  }

  private(set) var entries: [Entry] = []
  /// How many of them have something drawn beside them.
  private(set) var decoratedCount = 0

  var count: Int { entries.count }

  mutating func append(_ added: [Entry]) { replace(count..<count, with: added) }

  mutating func replace(_ range: Range<Int>, with added: [Entry]) {
    decoratedCount -= entries[range].count(where: \.isDecorated)
    decoratedCount += added.count(where: \.isDecorated)
    entries.replaceSubrange(range, with: added)
  }

  /// The paragraph with an id, sought from the end: what changes is mostly there.
  func index(of id: Int64) -> Int? { entries.lastIndex { $0.id == id } }

  /// The pieces of a run of paragraphs.
  func pieces(of range: Range<Int>) -> Range<Int> {
    let start = entries[..<range.lowerBound].reduce(0) { $0 + $1.pieceCount }
    return start..<entries[range].reduce(start) { $0 + $1.pieceCount }
  }

  /// The paragraph that a piece is of; the last one for a piece beyond the end.
  func index(ofPiece piece: Int) -> Int {
    var end = 0
    for (index, entry) in entries.enumerated() {
      end += entry.pieceCount
      if piece < end { return index }
    }
    return max(0, count - 1)
  }
}
