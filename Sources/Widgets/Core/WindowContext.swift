/// What the widgets of one window share: fonts, theme, scale and the window's services.
package final class WindowContext {
  package let shaper: any TextShaper
  package var theme: Theme
  /// Pixels for each pixel at 96 dpi: 2 at 192 dpi.
  package var scale: Double
  package var services: WindowServices
  /// Which keys edit text.
  package var keyStyle = KeyStyle.plain
  /// Counts how often the fonts became others: what was shaped before is worth nothing.
  package var fontGeneration = 0
  /// Whether the window itself has the keyboard.
  package var isActive = false

  package init(shaper: any TextShaper, theme: Theme, scale: Double, services: WindowServices) {
    self.shaper = shaper
    self.theme = theme
    self.scale = scale
    self.services = services
  }

  /// A distance given at 96 dpi in this window's pixels, at least 1 for what is not 0.
  package func scaled(_ distance: Int) -> Int {
    distance == 0 ? 0 : max(1, Int((Double(distance) * scale).rounded()))
  }
}
