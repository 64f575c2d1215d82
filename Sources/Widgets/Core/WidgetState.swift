/// What every widget keeps: where it is, and in which window.
package struct WidgetState {
  package var bounds = Rect.zero
  package var isHidden = false
  /// The tree the widget is in; nil before it is in a window.
  package weak var tree: WidgetTree?

  package init() {}
}
