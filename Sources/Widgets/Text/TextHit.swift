/// The place in a text that is nearest to a point, or where a caret stands.
struct TextHit: Hashable, Sendable {
  var position: TextPosition
  /// Whether it is the end of the cluster before, not the start of the next.
  ///
  /// Both are one position, but not always one place on the screen: where a row wraps, and where
  /// text that runs to the left begins or ends.
  var sticksBack = false
}
