import CXlib
import Widgets

// Stands in until the real input method and selections are merged.

@safe
final class InputMethod {
  init(display: OpaquePointer) {}
  func makeContext(for window: Window) -> InputContext { InputContext() }
}

final class InputContext {
  func lookUp(_ event: inout XKeyEvent) -> KeyEvent {
    var text = [CChar](repeating: 0, count: 64)
    var keysym: KeySym = 0
    let count = unsafe XLookupString(&event, &text, 64, &keysym, nil)
    let symbol = unsafe Keyboard.symbol(for: keysym, of: event)
    let modifiers = unsafe Keyboard.modifiers(of: event.state)
    let bytes = text.prefix(Int(count)).map(UInt8.init(bitPattern:)).filter { $0 >= 32 && $0 < 127 }
    let isText = modifiers.isDisjoint(with: [.control, .alt, .super])
    let time = unsafe EventTime(milliseconds: UInt32(truncatingIfNeeded: event.time))
    return KeyEvent(
      symbol, modifiers: modifiers, text: isText ? String(decoding: bytes, as: UTF8.self) : "",
      time: time)
  }
  func focusIn() {}
  func focusOut() {}
  func placeCaret(_ rect: Rect?) {}
  func destroy() {}
}

final class SelectionOwner {
  private var texts: [SelectionKind: String] = [:]
  init(
    display: OpaquePointer, atoms: AtomTable,
    schedule: @escaping (Duration, @escaping () -> Void) -> ScheduledTimer
  ) {}
  func own(_ kind: SelectionKind, _ text: String, _ time: EventTime) { texts[kind] = text }
  func request(_ kind: SelectionKind, _ time: EventTime, _ answer: @escaping (String?) -> Void) {
    answer(texts[kind])
  }
  func handle(_ event: XEvent) -> Bool { false }
}
