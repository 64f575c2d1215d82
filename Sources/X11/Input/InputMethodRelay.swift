/// What the C callbacks of an input method hold on to: it outlives whatever libX11 may still call.
///
/// libX11 keeps a bare pointer for its callbacks and gives no word when it drops it. The pointer is to
/// this object, retained for ever; the object knows its method weakly.
final class InputMethodRelay {
  weak var method: InputMethod?
}
