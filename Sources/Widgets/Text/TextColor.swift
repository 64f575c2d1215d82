/// What a coloured text is, so that the theme can say which colour that has.
package enum TextColor: Hashable, Sendable, CaseIterable {
  case text
  /// Times, hints and system lines.
  case quiet
  case error
  case ownName
  case peerName
  /// What is new, or was seen.
  case accent
  /// What opens something.
  case link

  /// The colour of it in a theme.
  package func color(in theme: Theme) -> Color {
    switch self {
    case .text: theme.text
    case .quiet: theme.quietText
    case .error: theme.errorText
    case .ownName: theme.ownName
    case .peerName, .accent: theme.peerName
    case .link: theme.link
    }
  }
}
