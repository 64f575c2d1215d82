extension Theme {
  /// Makes a theme of a person's own two colours; the others follow from them and stay readable.
  ///
  /// - Parameters:
  ///   - background: Behind everything.
  ///   - foreground: Of the text, taken as it is.
  package init(background: Color, foreground: Color) {
    self = background.isDark ? .dark : .light
    windowBackground = background
    fieldBackground = background
    text = foreground
    func shade(_ part: Double) -> Color { background.mixed(with: foreground, part) }
    border = shade(0.3)
    buttonBackground = shade(0.08)
    buttonPressedBackground = shade(0.16)
    inactiveSelectionBackground = shade(0.16)
    scrollBarTrough = shade(0.05)
    scrollBarThumb = shade(0.35)
    scrollBarActiveThumb = shade(0.5)
    quietText = shade(0.65)
    offline = shade(0.45)
    keepReadable()
  }

  /// Moves the colours of quiet, error and name texts until they can be read on their backgrounds.
  package mutating func keepReadable() {
    let backgrounds = [windowBackground, fieldBackground]
    quietText = quietText.readable(on: backgrounds + [inactiveSelectionBackground])
    errorText = errorText.readable(on: backgrounds + [inactiveSelectionBackground])
    ownName = ownName.readable(on: backgrounds + [inactiveSelectionBackground])
    peerName = peerName.readable(on: backgrounds + [inactiveSelectionBackground])
    link = link.readable(on: backgrounds + [inactiveSelectionBackground])
    focusRing = focusRing.readable(on: backgrounds, contrast: 3)
  }
}
