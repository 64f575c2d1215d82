import CXlib
import Widgets

/// How the windows of a display look: what resources, the desktop's settings, the screen and a person's
/// zooming come to.
struct Appearance: Equatable {
  var theme = Theme()
  var font = FontChoice()
  var keyStyle = KeyStyle.plain
  /// Where what an input method composes is shown; nil for where it works best.
  var preeditPlace: PreeditPlace?
  /// Pixels for each pixel at 96 dpi, as the display says.
  var displayScale = 1.0
  /// What Ctrl+Plus and Ctrl+Minus made of it.
  var zoom = 1.0

  /// Pixels for each pixel at 96 dpi.
  var scale: Double { displayScale * zoom }

  /// Makes what the display asks for.
  ///
  /// - Parameters:
  ///   - resources: Those of X.
  ///   - settings: Those of the desktop.
  ///   - screenScale: The scale to take where neither names one.
  ///   - zoom: A person's own factor.
  ///   - color: Reads a colour as X writes it.
  init(
    resources: ResourceDatabase, settings: XSettings, screenScale: Double, zoom: Double,
    color: (String) -> Color?
  ) {
    self.zoom = zoom
    displayScale =
      DisplayScale.scale(settings: settings, resources: resources) ?? screenScale
    font =
      resources.value("font", expecting: "a font of fontconfig, such as sans-serif-11") {
        FontChoice(resource: $0, scale: displayScale)
      } ?? settings.text("Gtk/FontName").flatMap { FontChoice(desktop: $0) } ?? FontChoice()
    keyStyle =
      resources.value("keys", expecting: "plain or emacs") { KeyStyle(rawValue: $0.lowercased()) }
      ?? .plain
    preeditPlace = resources.value("preedit", expecting: "inside, over or root") {
      PreeditPlace(rawValue: $0.lowercased())
    }
    theme = Self.theme(resources: resources, settings: settings, color: color)
  }

  // MARK: Colours

  private static func theme(
    resources: ResourceDatabase, settings: XSettings, color: (String) -> Color?
  ) -> Theme {
    func resource(_ name: String) -> Color? {
      resources.value(name, expecting: "a colour, by name or as #rrggbb", color)
    }
    let wantsDark = darkness(resources: resources, settings: settings)
    var background = resource("background")
    var foreground = resource("foreground")
    if let wantsDark {
      // Colours meant for every program don't undo a theme that was asked for by name.
      if background.map({ $0.isDark != wantsDark }) ?? false {
        (background, foreground) = (nil, nil)
      }
    }
    let isDark = wantsDark ?? background?.isDark ?? desktopIsDark(settings)
    let base = isDark ? Theme.dark : Theme.light
    var theme = base
    if background != nil || foreground != nil {
      let behind = background ?? base.fieldBackground
      let text = foreground ?? base.text
      let isReadable = foreground != nil && background != nil || text.contrast(with: behind) >= 4.5
      theme = Theme(background: behind, foreground: isReadable ? text : base.text)
    }
    for (name, path) in named { if let own = resource(name) { theme[keyPath: path] = own } }
    return theme
  }

  /// The colours that can be given one by one.
  private static var named: [(String, WritableKeyPath<Theme, Color>)] {
    [
      ("fieldBackground", \.fieldBackground), ("quietForeground", \.quietText),
      ("errorForeground", \.errorText), ("ownNameForeground", \.ownName),
      ("peerNameForeground", \.peerName), ("linkForeground", \.link), ("borderColor", \.border),
      ("highlightColor", \.focusRing), ("selectBackground", \.selectionBackground),
      ("selectForeground", \.selectionText),
    ]
  }

  /// Whether a dark or a light theme was asked for by name.
  private static func darkness(resources: ResourceDatabase, settings: XSettings) -> Bool? {
    resources.value("theme", expecting: "light or dark") {
      ["light": false, "dark": true][$0.lowercased()]
    }
  }

  private static func desktopIsDark(_ settings: XSettings) -> Bool {
    settings.text("Net/ThemeName")?.lowercased().hasSuffix("dark") ?? false
  }
}
