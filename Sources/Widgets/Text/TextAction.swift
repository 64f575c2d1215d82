/// A part of a text that does something: a click on it, or Return where keys have chosen it, tells its owner.
///
/// It is drawn as a link. What it does is the owner's: the widget only hands the value back.
package struct TextAction: Hashable, Sendable {
  /// Where it is in its text, in bytes of UTF-8.
  package var range: Range<Int>
  package var value: String

  package init(_ range: Range<Int>, value: String) {
    self.range = range
    self.value = value
  }

  /// The part of it that is in a part of its text, counted from that part's start; nil where none is.
  func part(in range: Range<Int>) -> TextAction? {
    let part = self.range.clamped(to: range)
    guard !part.isEmpty else { return nil }
    return TextAction(
      part.lowerBound - range.lowerBound..<part.upperBound - range.lowerBound, value: value)
  }
}
