import CXlib
import Widgets

/// What keys mean: key codes and key symbols to `KeySymbol`, state bits to `Modifiers`.
enum Keyboard {
  /// The modifiers of an event's state; Alt is Mod1 and Super is Mod4, as on every plain X desktop.
  static func modifiers(of state: UInt32) -> Modifiers {
    var bits: UInt8 = 0
    if state & UInt32(ShiftMask) != 0 { bits |= Modifiers.shift.rawValue }
    if state & UInt32(ControlMask) != 0 { bits |= Modifiers.control.rawValue }
    if state & UInt32(Mod1Mask) != 0 { bits |= Modifiers.alt.rawValue }
    if state & UInt32(Mod4Mask) != 0 { bits |= Modifiers.super.rawValue }
    return Modifiers(rawValue: bits)
  }

  /// What the key of `event` means.
  ///
  /// - Parameters:
  ///   - keysym: What Xlib made of the press, all modifiers applied.
  ///   - event: The press.
  /// - Returns: The meaning, `.unknown` for what has none.
  static func symbol(for keysym: KeySym, of event: XKeyEvent) -> KeySymbol {
    if let special = special(keysym) { return special }
    guard let display = unsafe event.display else { return .unknown }
    let code = unsafe KeyCode(truncatingIfNeeded: event.keycode)
    let group = unsafe (event.state >> 13) & 3
    return unsafe character(onKey: code, group: group, display: display) ?? character(keysym)
      ?? .unknown
  }

  /// Fetches the keyboard map, so that no press has to: a few round trips.
  static func preload(_ display: OpaquePointer) {
    var event = unsafe XKeyEvent()
    unsafe event.type = KeyPress
    unsafe event.display = unsafe display
    unsafe event.keycode = 38
    var text = [CChar](repeating: 0, count: 8)
    var keysym: KeySym = 0
    _ = unsafe XLookupString(&event, &text, Int32(text.count), &keysym, nil)
    _ = unsafe XkbKeycodeToKeysym(display, 38, 0, 0)
  }

  /// The letter or sign on a key without modifiers: the first Latin one of its groups, so that Ctrl+C is
  /// Ctrl+C with a Russian layout too.
  private static func character(
    onKey code: KeyCode, group: UInt32, display: OpaquePointer
  ) -> KeySymbol? {
    let own = unsafe XkbKeycodeToKeysym(display, code, Int32(group), 0)
    if isLatin(own) { return character(own) }
    for other in Int32(0)..<4 {
      let keysym = unsafe XkbKeycodeToKeysym(display, code, other, 0)
      if isLatin(keysym) { return character(keysym) }
    }
    return character(own)
  }

  private static func isLatin(_ keysym: KeySym) -> Bool {
    keysym > 0x20 && keysym < 0x7f
  }

  /// The character that a key symbol stands for, in lower case: Latin-1, or what carries its code point.
  private static func character(_ keysym: KeySym) -> KeySymbol? {
    let value: UInt32
    switch keysym {
    case 0x20...0x7e, 0xa0...0xff: value = UInt32(keysym)
    case 0x0100_0100...0x0110_ffff: value = UInt32(keysym) & 0x00ff_ffff
    case UInt(XK_KP_Multiply)...UInt(XK_KP_9): value = UInt32(keysym) & 0x7f
    case UInt(XK_KP_Equal): value = 0x3d
    case UInt(XK_KP_Space): value = 0x20
    default: return nil
    }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    if scalar.isASCII {
      let isUpper = UInt32(UInt8(ascii: "A"))...UInt32(UInt8(ascii: "Z")) ~= value
      return .character(Character(Unicode.Scalar(UInt8(value) | (isUpper ? 0x20 : 0))))
    }
    let lower = scalar.properties.lowercaseMapping
    return .character(lower.count == 1 ? Character(lower) : Character(scalar))
  }

  private static func special(_ keysym: KeySym) -> KeySymbol? {
    switch Int32(truncatingIfNeeded: keysym) {
    case XK_Left, XK_KP_Left: .left
    case XK_Right, XK_KP_Right: .right
    case XK_Up, XK_KP_Up: .up
    case XK_Down, XK_KP_Down: .down
    case XK_Home, XK_KP_Home: .home
    case XK_End, XK_KP_End: .end
    case XK_Page_Up, XK_KP_Page_Up: .pageUp
    case XK_Page_Down, XK_KP_Page_Down: .pageDown
    case XK_Return, XK_KP_Enter: .enter
    case XK_Escape: .escape
    case XK_Tab, XK_KP_Tab, XK_ISO_Left_Tab: .tab
    case XK_BackSpace: .backspace
    case XK_Delete, XK_KP_Delete: .delete
    case XK_Insert, XK_KP_Insert: .insert
    case XK_Menu: .menu
    case XK_F1...XK_F35: .function(Int(keysym) - Int(XK_F1) + 1)
    default: nil
    }
  }
}
