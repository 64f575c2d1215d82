import CXlib

/// How an input method shows what is being composed.
enum InputMethodStyle {
  /// Its own window near the caret: asks no font of us, and takes the caret's place later.
  static let nearCaret = XIMStyle(XIMPreeditNothing | XIMStatusNothing)
  /// Nowhere: for a method that has nothing to show.
  static let none = XIMStyle(XIMPreeditNone | XIMStatusNone)

  /// In the entry: the method tells what to draw there.
  static let inside = [
    XIMStyle(XIMPreeditCallbacks | XIMStatusNothing), XIMStyle(XIMPreeditCallbacks | XIMStatusNone),
  ]

  /// What a method offers.
  static func offered(by method: XIM) -> [XIMStyle] {
    guard let offered = unsafe banter_query_input_styles(method) else { return [] }
    defer { unsafe XFree(offered) }
    return unsafe Array(
      UnsafeBufferPointer(
        start: offered.pointee.supported_styles, count: Int(offered.pointee.count_styles)))
  }

  /// The one to use of what a method offers; 0 where it offers none of ours.
  static func choose(of offered: [XIMStyle], mayBeInside: Bool) -> XIMStyle {
    let wanted = (mayBeInside ? inside : []) + [nearCaret, none]
    return wanted.first { offered.contains($0) } ?? 0
  }

  /// Whether the method tells its client what to draw.
  static func isInside(_ style: XIMStyle) -> Bool {
    style & XIMStyle(XIMPreeditCallbacks) != 0
  }
}
