/// A selected stretch of text: where it began, and the end that moves.
struct TextSelection: Hashable, Sendable {
  var anchor: TextPosition
  var focus: TextPosition

  var range: Range<TextPosition> { min(anchor, focus)..<max(anchor, focus) }
  var isEmpty: Bool { anchor == focus }
}
