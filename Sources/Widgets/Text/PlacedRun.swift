/// A part of a row that is drawn with one font and one colour.
struct PlacedRun {
  /// Where it starts in its piece, in bytes of UTF-8.
  var start: Int
  /// Its pen's start, in pixels from the row's left.
  var x: Int
  var shaped: ShapedText
  var color: TextColor

  var end: Int { start + shaped.utf8Count }
}
