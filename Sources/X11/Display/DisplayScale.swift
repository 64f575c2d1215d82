import CXlib

/// How many pixels stand for one pixel at 96 dpi.
enum DisplayScale {
  private static let base = 96.0
  private static let sensible = 48.0...960.0

  /// The scale that the desktop's settings or `Xft.dpi` of the resources name; nil where neither does.
  static func scale(settings: XSettings, resources: ResourceDatabase) -> Double? {
    // In 1024ths of a dot; −1 leaves it open.
    let fromSettings = settings.number("Xft/DPI").map { Double($0) / 1024 }
    if let dpi = fromSettings, sensible.contains(dpi) { return dpi / base }
    return resources.shared("Xft.dpi", expecting: "dots for each inch, from 48 to 960") {
      Double($0).flatMap { sensible.contains($0) ? $0 / base : nil }
    }
  }

  /// The scale by the screen's own size; no round trip.
  static func ofScreen(_ screen: Int32, on display: OpaquePointer) -> Double {
    unsafe scale(
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
