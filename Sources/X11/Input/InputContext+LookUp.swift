import CXlib
import Widgets

extension InputContext {
  /// What a key press means: call it once for each KeyPress that XFilterEvent left over.
  ///
  /// A press with keycode 0 is no key: it carries a text that the method committed.
  func lookUp(_ event: inout XKeyEvent) -> KeyEvent {
    prepare()
    let modifiers = unsafe Keyboard.modifiers(of: event.state)
    let found = unsafe handle.map { unsafe Self.composed(by: $0, from: &event) }
    let (bytes, keysym) = unsafe found ?? Self.uncomposed(&event)
    let isCommit = unsafe event.keycode == 0
    let isShortcut = !isCommit && modifiers.makeShortcuts
    return unsafe KeyEvent(
      Keyboard.symbol(for: keysym, of: event),
      modifiers: modifiers,
      text: isShortcut ? "" : Self.text(of: bytes),
      time: EventTime(event.time))
  }

  /// The bytes and the keysym from the input method; neither while a sequence is unfinished.
  private static func composed(by context: XIC, from event: inout XKeyEvent) -> ([UInt8], KeySym) {
    var capacity = 64
    while true {
      var (keysym, status) = (KeySym(0), CInt(0))
      var count = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
        let characters = unsafe UnsafeMutableRawBufferPointer(buffer).assumingMemoryBound(
          to: CChar.self)
        count = unsafe Int(
          Xutf8LookupString(
            context, &event, characters.baseAddress, CInt(capacity), &keysym, &status))
        initialized = min(max(0, count), capacity)
      }
      // The method keeps the text: the same event asked again gives it whole.
      if status == XBufferOverflow, count > capacity {
        capacity = count
        continue
      }
      let hasText = status == XLookupChars || status == XLookupBoth
      let hasKeysym = status == XLookupKeySym || status == XLookupBoth
      return (hasText ? bytes : [], hasKeysym ? keysym : 0)
    }
  }

  /// The same where no input method can be had: no dead keys, but every letter on the keyboard.
  private static func uncomposed(_ event: inout XKeyEvent) -> ([UInt8], KeySym) {
    var keysym = KeySym(0)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64) { buffer, initialized in
      let characters = unsafe UnsafeMutableRawBufferPointer(buffer).assumingMemoryBound(
        to: CChar.self)
      let count = unsafe XLookupString(&event, characters.baseAddress, 64, &keysym, nil)
      initialized = Int(max(0, count))
    }
    return (bytes, keysym)
  }

  /// A text of UTF-8, or of Latin-1 where there is no UTF-8 locale at all, without control characters.
  static func text(of bytes: [UInt8]) -> String {
    // What most keys make needs no second look.
    if bytes.allSatisfy({ 0x20..<0x7F ~= $0 }) { return String(decoding: bytes, as: UTF8.self) }
    let text = String(validating: bytes, as: UTF8.self) ?? TextTarget.decodeLatin1(bytes)
    let kept = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
    return String(String.UnicodeScalarView(kept))
  }
}
