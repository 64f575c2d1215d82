import CXlib

/// How many pixels stand for one pixel at 96 dpi.
enum DisplayScale {
  private static let base = 96.0
  private static let sensible = 48.0...960.0

  /// Finds the scale: `Xft.dpi` of the resources, else the screen's own size, else 1.
  ///
  /// Both are already on this side of the connection: no round trip.
  static func find(on display: OpaquePointer, screen: Int32) -> Double {
    if let text = unsafe XGetDefault(display, "Xft", "dpi"),
      let dpi = unsafe Double(String(cString: text)), sensible.contains(dpi)
    {
      return dpi / base
    }
    return unsafe scale(
      pixels: Int(XDisplayHeight(display, screen)),
      millimetres: Int(XDisplayHeightMM(display, screen)))
  }

  /// The scale of a screen of that height.
  ///
  /// Projectors, virtual machines and televisions lie about their size; what is not between 120 and 400 dpi
  /// counts as 96, and steps are quarters, so that lines stay sharp.
  static func scale(pixels: Int, millimetres: Int) -> Double {
    guard millimetres > 0 else { return 1 }
    let dpi = Double(pixels) * 25.4 / Double(millimetres)
    guard (120...400).contains(dpi) else { return 1 }
    return (dpi / base * 4).rounded() / 4
  }
}
