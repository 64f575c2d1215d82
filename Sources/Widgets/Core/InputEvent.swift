/// What a person did to a window.
package enum InputEvent: Hashable, Sendable {
  case key(KeyEvent)
  case pointer(PointerEvent)
  case scroll(ScrollEvent)
}
