import CXlib
import Widgets

extension PreeditBuffer {
  /// Takes a change as libX11's draw callback tells it.
  mutating func take(_ change: XIMPreeditDrawCallbackStruct) {
    let (first, count) = unsafe (Int(change.chg_first), Int(change.chg_length))
    let caret = unsafe Int(change.caret)
    guard let text = unsafe change.text?.pointee else {
      return replace(first: first, count: count, with: [], caret: caret)
    }
    let looks = unsafe Self.looks(of: text)
    guard let scalars = unsafe Self.scalars(of: text) else {
      return restyle(first: first, looks: looks, caret: caret)
    }
    let signs = scalars.enumerated().map { index, scalar in
      Sign(scalar: scalar, look: index < looks.count ? looks[index] : .underlined)
    }
    replace(first: first, count: count, with: signs, caret: caret)
  }

  /// Takes a motion of the caret.
  ///
  /// - Returns: Where the caret is now, which the method is answered.
  mutating func take(_ motion: XIMPreeditCaretCallbackStruct) -> Int {
    showsCaret = motion.style != XIMIsInvisible
    switch motion.direction {
    case XIMForwardChar: moveCaret(to: caretPlace + 1)
    case XIMBackwardChar: moveCaret(to: caretPlace - 1)
    case XIMLineStart: moveCaret(to: 0)
    case XIMLineEnd: moveCaret(to: signs.count)
    case XIMAbsolutePosition: moveCaret(to: Int(motion.position))
    default: break
    }
    moveCaret(to: caretPlace)
    return caretPlace
  }

  /// Nil where only the looks change.
  private static func scalars(of text: XIMText) -> [Unicode.Scalar]? {
    let length = unsafe min(Int(text.length), maximumLength)
    if unsafe text.encoding_is_wchar != 0 {
      guard let wide = unsafe text.string.wide_char else { return nil }
      return unsafe UnsafeBufferPointer(start: wide, count: length).map {
        Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
      }
    }
    guard let bytes = unsafe text.string.multi_byte else { return nil }
    return unsafe Array(String(cString: bytes).unicodeScalars)
  }

  /// As many as the text has characters: libX11 tells no other number.
  private static func looks(of text: XIMText) -> [Preedit.Look] {
    guard let feedback = unsafe text.feedback else { return [] }
    let reversing = XIMFeedback(XIMReverse | XIMHighlight)
    return unsafe UnsafeBufferPointer(
      start: feedback, count: min(Int(text.length), maximumLength)
    ).map { $0 & reversing == 0 ? .underlined : .reversed }
  }
}
