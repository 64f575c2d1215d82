extension Theme {
  /// The colour of a label's text.
  func color(of role: Label.ColorRole) -> Color {
    switch role {
    case .text: text
    case .quiet: quietText
    case .error: errorText
    }
  }

  /// The colour of the dot beside a name.
  func color(of presence: ListBox.Presence) -> Color {
    switch presence {
    case .online: online
    case .away: away
    case .offline: offline
    }
  }
}
