/// A place between two clusters of a `TextDocument`.
///
/// Where one piece goes on in the next, the place between them is the start of the next.
struct TextPosition: Hashable, Comparable, Sendable {
  /// The piece's index in the document.
  var piece: Int
  /// How far into the piece, in bytes of UTF-8.
  var offset: Int

  static let start = TextPosition(piece: 0, offset: 0)

  static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.piece, left.offset) < (right.piece, right.offset)
  }
}
