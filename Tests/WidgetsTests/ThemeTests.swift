import Testing
import Widgets

/// Colours that can be read.
struct ThemeTests {
  private var places: [(text: KeyPath<Theme, Color>, on: [KeyPath<Theme, Color>])] {
    [
      (\.text, [\.windowBackground, \.fieldBackground, \.buttonBackground]),
      (\.text, [\.buttonPressedBackground, \.inactiveSelectionBackground]),
      (\.quietText, [\.windowBackground, \.fieldBackground, \.inactiveSelectionBackground]),
      (\.errorText, [\.windowBackground, \.fieldBackground, \.inactiveSelectionBackground]),
      (\.ownName, [\.fieldBackground, \.inactiveSelectionBackground]),
      (\.peerName, [\.fieldBackground, \.inactiveSelectionBackground]),
      (\.link, [\.fieldBackground, \.inactiveSelectionBackground]),
      (\.selectionText, [\.selectionBackground]),
      (\.selectionBackground, [\.selectionText]),
      (\.badgeText, [\.badgeBackground]),
    ]
  }

  private func expectReadable(_ theme: Theme) {
    for place in places {
      for background in place.on {
        let contrast = theme[keyPath: place.text].contrast(with: theme[keyPath: background])
        #expect(contrast >= 4.5, "\(place.text) on \(background): \(contrast)")
      }
    }
    for background in [theme.windowBackground, theme.fieldBackground] {
      #expect(theme.focusRing.contrast(with: background) >= 3)
    }
  }

  @Test func blackOnWhiteHasTheContrastThatTheStandardNames() {
    #expect(abs(Color(0x000000).contrast(with: Color(0xffffff)) - 21) < 0.001)
    #expect(abs(Color(0x777777).contrast(with: Color(0xffffff)) - 4.478) < 0.001)
    #expect(Color(0x123456).contrast(with: Color(0x123456)) == 1)
  }

  @Test(arguments: [false, true]) func everyTextIsReadable(isDark: Bool) {
    expectReadable(isDark ? .dark : .light)
  }

  @Test(
    arguments: [0x000000, 0x1e1e2e, 0x282a36, 0x002b36, 0xfdf6e3, 0xffffff, 0xffffe0] as [UInt32])
  func aPersonsOwnColoursLeaveEveryTextReadable(background: UInt32) {
    let color = Color(background)
    let text = Color(color.isDark ? 0xf8f8f2 : 0x101010)
    let theme = Theme(background: color, foreground: text)
    #expect(theme.windowBackground == color && theme.text == text)
    expectReadable(theme)
  }

  @Test func theDarkThemeIsDark() {
    #expect(Theme.dark.windowBackground.isDark && Theme.dark.fieldBackground.isDark)
    #expect(!Theme.light.windowBackground.isDark)
  }
}
