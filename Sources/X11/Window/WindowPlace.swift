import CXlib
import Widgets

/// Where a new window goes and how large it is: what the program says, and what a person asked for instead.
struct WindowPlace {
  let size: Size
  /// Nil leaves it to the window manager.
  let position: Point?
  let gravity: CInt
  /// Whether a person gave the size.
  let isSizeAsked: Bool

  init(
    _ configuration: TopLevelWindow.Configuration, geometry: WindowGeometry?,
    on display: DisplayConnection
  ) {
    let usual = configuration.size.scaled(by: display.scale)
    size = geometry?.size(insteadOf: usual) ?? usual
    isSizeAsked = geometry?.width != nil
    let asked = geometry?.position(of: size, on: display.screenSize)
    position = asked ?? configuration.position
    gravity = asked == nil ? NorthWestGravity : geometry?.gravity ?? NorthWestGravity
  }
}
