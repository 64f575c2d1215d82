import CXlib
import Widgets

/// A window's size and place as X writes them: `480x360+10-0`.
struct WindowGeometry: Equatable {
  /// In pixels.
  var width: Int?
  var height: Int?
  /// From the left edge; from the right one where `isFromRight`.
  var x: Int?
  var y: Int?
  var isFromRight = false
  var isFromBottom = false

  /// Reads a geometry; nil where it is none.
  init?(_ text: String) {
    var (x, y, width, height) = (CInt(0), CInt(0), CUnsignedInt(0), CUnsignedInt(0))
    let found = unsafe XParseGeometry(text, &x, &y, &width, &height)
    guard found != 0 else { return nil }
    if found & WidthValue != 0, (1...32767).contains(width) { self.width = Int(width) }
    if found & HeightValue != 0, (1...32767).contains(height) { self.height = Int(height) }
    if found & XValue != 0 { self.x = Int(x) }
    if found & YValue != 0 { self.y = Int(y) }
    isFromRight = found & XNegative != 0
    isFromBottom = found & YNegative != 0
  }

  func size(insteadOf other: Size) -> Size {
    Size(width: width ?? other.width, height: height ?? other.height)
  }

  /// Where the window's left top corner goes on a screen; nil where the geometry leaves it open.
  func position(of size: Size, on screen: Size) -> Point? {
    guard let x, let y else { return nil }
    return Point(
      x: isFromRight ? screen.width + x - size.width : x,
      y: isFromBottom ? screen.height + y - size.height : y)
  }

  /// Which corner stays where it is when the manager adds a frame.
  var gravity: CInt {
    switch (isFromRight, isFromBottom) {
    case (false, false): NorthWestGravity
    case (true, false): NorthEastGravity
    case (false, true): SouthWestGravity
    case (true, true): SouthEastGravity
    }
  }
}
