/// One row of the screen: a part of a piece, as it was wrapped.
struct TextRow: Hashable, Sendable {
  /// Where it starts in its piece, in bytes of UTF-8.
  var start: Int
  /// Where the next row starts: its line break and the spaces that hang over its edge are before that.
  var end: Int
  /// Whether its line goes on in the next row.
  var isWrapped: Bool
  /// Where it starts from the left, in pixels.
  var indent: Int
}
