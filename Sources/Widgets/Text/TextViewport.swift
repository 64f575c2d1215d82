/// The part of a document that is seen, along the axis in which its pieces follow each other.
///
/// It is held at a piece and some pixels into it, not at a distance from the text's start: so nothing
/// moves when the estimated size of a piece far above is replaced by its measure.
struct TextViewport {
  /// A visible piece and where it starts, in pixels from the view's start.
  struct PlacedPiece: Equatable {
    var index: Int
    var start: Int
  }

  /// How much is seen, in pixels.
  var length = 0
  /// The first visible piece.
  private(set) var piece = 0
  /// How much of it is before the view's start, in pixels.
  private(set) var shift = 0
  /// Whether the text's end stays in view when text is added below.
  var followsEnd: Bool

  /// Lays out what is visible and moves a view that would show nothing below the text's end.
  ///
  /// - Returns: The visible pieces, in order.
  mutating func refresh(in document: TextDocument) -> [PlacedPiece] {
    piece = min(piece, document.slots.count - 1)
    if followsEnd { moveToEnd(of: document) }
    normalise(in: document)
    var placed = fill(from: piece, in: document)
    let last = placed.last.map { $0.start + document.extent(of: $0.index) } ?? 0
    if last < length, piece > 0 || shift > 0 {
      moveToEnd(of: document)
      placed = fill(from: piece, in: document)
    }
    return placed
  }

  /// Whether both views start at the same place.
  func isAt(_ other: TextViewport) -> Bool {
    piece == other.piece && shift == other.shift
  }

  /// Whether the text's end is in view.
  func showsEnd(of document: TextDocument) -> Bool {
    var start = -shift
    for index in piece..<document.slots.count {
      start += document.extent(of: index)
      if start > length { return false }
    }
    return true
  }

  /// Goes some pixels towards the end, or back where negative.
  mutating func scroll(by distance: Int, in document: TextDocument) {
    shift += distance
    followsEnd = false
    normalise(in: document)
    _ = refresh(in: document)
  }

  /// Goes to a distance from the start that is partly estimated: what a scroll bar knows.
  mutating func scroll(to offset: Int, in document: TextDocument) {
    var rest = max(0, offset)
    var index = 0
    while index + 1 < document.slots.count, rest >= Int(document.slots[index].extent) {
      rest -= Int(document.slots[index].extent)
      index += 1
    }
    place(at: index, shift: min(rest, document.extent(of: index)))
    _ = refresh(in: document)
  }

  /// Puts the view `shift` pixels into a piece.
  mutating func place(at piece: Int, shift: Int) {
    self.piece = piece
    self.shift = shift
    followsEnd = false
  }

  /// The distance from the text's start, as far as is known.
  func offset(in document: TextDocument) -> Int {
    document.extent(before: piece) + shift
  }

  /// Moves as little as possible until a part of a piece is in view.
  ///
  /// - Parameters:
  ///   - part: Where it is, in pixels from the piece's start.
  ///   - index: The piece.
  ///   - document: The text.
  mutating func reveal(_ part: Range<Int>, of index: Int, in document: TextDocument) {
    let placed = refresh(in: document)
    if let seen = placed.first(where: { $0.index == index }) {
      let start = seen.start + part.lowerBound
      let end = seen.start + part.upperBound
      if start < 0 {
        scroll(by: start, in: document)
      } else if end > length {
        scroll(by: min(end - length, start), in: document)
      }
    } else {
      place(
        at: index, shift: index < piece ? part.lowerBound : part.upperBound - length)
      _ = refresh(in: document)
    }
  }

  /// Keeps the same text in view after pieces were replaced.
  mutating func piecesWereReplaced(_ removed: Range<Int>, by count: Int) {
    if piece >= removed.upperBound {
      piece += count - removed.count
    } else if piece >= removed.lowerBound + count {
      piece = max(removed.lowerBound, removed.lowerBound + count - 1)
    }
  }

  private mutating func moveToEnd(of document: TextDocument) {
    piece = document.slots.count - 1
    var seen = document.extent(of: piece)
    while seen < length, piece > 0 {
      piece -= 1
      seen += document.extent(of: piece)
    }
    shift = max(0, seen - length)
  }

  /// Makes `shift` a place inside `piece`.
  private mutating func normalise(in document: TextDocument) {
    while shift < 0, piece > 0 {
      piece -= 1
      shift += document.extent(of: piece)
    }
    shift = max(0, shift)
    while piece + 1 < document.slots.count, shift >= document.extent(of: piece) {
      shift -= document.extent(of: piece)
      piece += 1
    }
  }

  private func fill(from first: Int, in document: TextDocument) -> [PlacedPiece] {
    var placed: [PlacedPiece] = []
    var start = -shift
    var index = first
    while index < document.slots.count, start < length || placed.isEmpty {
      placed.append(PlacedPiece(index: index, start: start))
      start += document.extent(of: index)
      index += 1
    }
    return placed
  }
}
