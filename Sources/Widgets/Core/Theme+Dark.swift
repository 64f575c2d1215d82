extension Theme {
  package static let light = Theme()

  /// Light text on dark: the same roles, each at least 4.5:1 where it is text.
  package static let dark: Theme = {
    var theme = Theme()
    theme.windowBackground = Color(0x26282c)
    theme.fieldBackground = Color(0x1b1d20)
    theme.text = Color(0xe4e4e1)
    theme.quietText = Color(0xb0b4b9)
    theme.errorText = Color(0xff8f86)
    theme.ownName = Color(0x84cf9c)
    theme.peerName = Color(0x8fbcf2)
    theme.link = Color(0x7db8ff)
    theme.border = Color(0x4b4f56)
    theme.focusRing = Color(0x6aa5e8)
    theme.selectionBackground = Color(0x2f66a8)
    theme.selectionText = Color(0xffffff)
    theme.inactiveSelectionBackground = Color(0x39434f)
    theme.buttonBackground = Color(0x363a40)
    theme.buttonPressedBackground = Color(0x464b53)
    theme.scrollBarTrough = Color(0x24262a)
    theme.scrollBarThumb = Color(0x565b63)
    theme.scrollBarActiveThumb = Color(0x757b85)
    theme.online = Color(0x58b868)
    theme.away = Color(0xd9a03a)
    theme.offline = Color(0x7d8188)
    theme.badgeBackground = Color(0x8fbcf2)
    theme.badgeText = Color(0x14171b)
    return theme
  }()
}
