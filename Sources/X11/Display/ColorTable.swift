import CXlib
import Widgets

/// Colours as Xft and the server want them.
///
/// A TrueColor pixel is computed from the visual's masks. Other visuals cost one round trip for each new
/// colour, kept for good: a program has a few dozen.
@safe
final class ColorTable {
  private let display: OpaquePointer
  private let visual: UnsafeMutablePointer<Visual>
  private let colormap: Colormap
  private let isTrueColor: Bool
  private var known: [Color: XftColor] = [:]

  init(display: OpaquePointer, screen: Int32) {
    unsafe self.display = unsafe display
    unsafe visual = unsafe XDefaultVisual(display, screen)
    colormap = unsafe XDefaultColormap(display, screen)
    isTrueColor = unsafe visual.pointee.class == TrueColor
  }

  func xft(_ color: Color) -> XftColor {
    if let known = known[color] { return known }
    var xft = XftColor()
    xft.color = XRenderColor(
      red: UInt16(color.red) * 257, green: UInt16(color.green) * 257,
      blue: UInt16(color.blue) * 257, alpha: 0xffff)
    xft.pixel = isTrueColor ? pixel(of: color) : allocate(color)
    known[color] = xft
    return xft
  }

  func pixel(_ color: Color) -> UInt { xft(color).pixel }

  private func pixel(of color: Color) -> UInt {
    unsafe part(color.red, visual.pointee.red_mask)
      | part(color.green, visual.pointee.green_mask)
      | part(color.blue, visual.pointee.blue_mask)
  }

  private func part(_ channel: UInt8, _ mask: UInt) -> UInt {
    let highest = (UInt(1) << UInt(mask.nonzeroBitCount)) - 1
    return ((UInt(channel) * highest + 127) / 255) << UInt(mask.trailingZeroBitCount)
  }

  private func allocate(_ color: Color) -> UInt {
    var wanted = XColor()
    wanted.red = UInt16(color.red) * 257
    wanted.green = UInt16(color.green) * 257
    wanted.blue = UInt16(color.blue) * 257
    if unsafe XAllocColor(display, colormap, &wanted) != 0 { return wanted.pixel }
    let isLight = Int(color.red) + Int(color.green) + Int(color.blue) > 384
    let screen = unsafe XDefaultScreen(display)
    return unsafe isLight ? XWhitePixel(display, screen) : XBlackPixel(display, screen)
  }
}
