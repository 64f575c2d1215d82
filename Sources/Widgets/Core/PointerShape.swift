/// What the pointer looks like over a part of a window.
package enum PointerShape: Hashable, Sendable {
  case arrow
  /// A click does something here.
  case hand
}
