/// How a selection with the mouse began: it grows from there by the same steps.
struct SelectionDrag: Hashable, Sendable {
  var granularity: TextGranularity
  /// What the press selected: it stays selected wherever the pointer goes.
  var origin: Range<TextPosition>
}
