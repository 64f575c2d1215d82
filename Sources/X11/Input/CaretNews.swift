import CXlib
import Widgets

/// How a method is told where the caret is.
enum CaretNews {
  /// By XNSpotLocation; libX11 1.8.2 and later take it also where the client shows the preedit.
  case spot
  /// By XNArea, as libX11 1.8.11 and later take it there.
  case area
  /// Not at all.
  case none

  /// Tells it.
  ///
  /// - Returns: Whether libX11 took it.
  @discardableResult
  func tell(_ caret: Rect, to context: XIC) -> Bool {
    let (x, y) = (Int16(clamping: caret.x), Int16(clamping: caret.y))
    switch self {
    case .spot:
      return unsafe banter_set_spot_location(context, x, Int16(clamping: caret.maxY)) == nil
    case .area:
      return unsafe banter_set_preedit_area(
        context, x, y, UInt16(clamping: caret.width), UInt16(clamping: caret.height)) == nil
    case .none: return false
    }
  }
}
