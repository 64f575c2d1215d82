import CXlib

/// How an input method shows what is being composed.
enum InputMethodStyle {
  /// Its own window near the caret: asks no font of us, and takes the caret's place later.
  static let nearCaret = XIMStyle(XIMPreeditNothing | XIMStatusNothing)
  /// Nowhere: for a method that has nothing to show.
  static let none = XIMStyle(XIMPreeditNone | XIMStatusNone)

  /// The one to use of what a method offers; 0 where it offers neither.
  static func choose(of method: XIM) -> XIMStyle {
    guard let offered = unsafe banter_query_input_styles(method) else { return 0 }
    defer { unsafe XFree(offered) }
    let styles = unsafe UnsafeBufferPointer(
      start: offered.pointee.supported_styles, count: Int(offered.pointee.count_styles))
    return [nearCaret, none].first { unsafe styles.contains($0) } ?? 0
  }
}
