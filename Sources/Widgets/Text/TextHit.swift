/// The place in a text that is nearest to a point, or where a caret stands.
struct TextHit: Hashable, Sendable {
  var position: TextPosition
  /// Whether the end of a wrapped row is meant, not the start of the next: both are one position.
  var atRowEnd = false
}
