import CXlib
import Widgets

extension DisplayConnection {
  /// What Ctrl+Plus and Ctrl+Minus step through.
  private static let zooms = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

  /// How a person's zooming goes on.
  enum Zoom {
    case larger, smaller, none
  }

  /// What the display asks for now; no round trip but for colours given by name.
  func findAppearance(zoom: Double) -> Appearance {
    unsafe Appearance(
      resources: resources, settings: settings.settings,
      screenScale: DisplayScale.ofScreen(screen, on: handle), zoom: zoom,
      color: { unsafe Self.color($0, on: handle, screen: screen) })
  }

  /// Takes an event that is about how things look.
  func followAppearance(_ event: XEvent) {
    if unsafe settings.handle(event) { appearanceIsStale = true }
    guard unsafe event.type == PropertyNotify, unsafe event.xproperty.window == root,
      unsafe event.xproperty.atom == XA_RESOURCE_MANAGER
    else { return }
    resourcesAreStale = true
    appearanceIsStale = true
  }

  /// Brings the windows up to date after the resources or the settings changed, however often.
  func updateAppearance() {
    guard appearanceIsStale else { return }
    appearanceIsStale = false
    if resourcesAreStale { readResources() }
    take(findAppearance(zoom: appearance.zoom))
  }

  /// Makes all windows' text larger, smaller, or as large as the display asks for.
  func zoom(_ zoom: Zoom) {
    var changed = appearance
    switch zoom {
    case .larger: changed.zoom = Self.zooms.first { $0 > appearance.zoom + 0.01 } ?? appearance.zoom
    case .smaller: changed.zoom = Self.zooms.last { $0 < appearance.zoom - 0.01 } ?? appearance.zoom
    case .none: changed.zoom = 1
    }
    take(changed)
  }

  private func take(_ new: Appearance) {
    guard new != appearance else { return }
    let old = appearance
    appearance = new
    if new.font != old.font || new.scale != old.scale {
      fonts.configure(new.font, scale: new.scale)
      fontGeneration += 1
    }
    for window in windows.values { window.take(new, after: old) }
  }

  private func readResources() {
    resourcesAreStale = false
    let property = unsafe SelectionProperty.read(
      XA_RESOURCE_MANAGER, of: root, on: handle, limit: 1 << 20, isTaken: false)
    let text = property.map { String(decoding: $0.bytes, as: UTF8.self) }
    resources = ResourceDatabase(
      text: text ?? "", lines: options.resources, instance: resources.instance)
  }

  static func color(_ text: String, on display: OpaquePointer, screen: Int32) -> Color? {
    var color = XColor()
    guard unsafe XParseColor(display, XDefaultColormap(display, screen), text, &color) != 0 else {
      return nil
    }
    let parts = [color.red, color.green, color.blue].map { UInt32($0 >> 8) }
    return Color(parts[0] << 16 | parts[1] << 8 | parts[2])
  }
}
