/// A stretch of a piece's text in one font and one colour.
struct TextRun: Hashable, Sendable {
  /// Its length, in bytes of UTF-8.
  var utf8Count: Int
  var style: FontStyle
  var color: TextColor
}
