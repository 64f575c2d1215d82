internal import Framing
internal import Widgets

extension ListBox.Presence {
  /// What the router says of somebody, as a dot shows it.
  init(_ state: PresenceState) {
    self =
      switch state {
      case .online: .online
      case .away: .away
      case .offline: .offline
      }
  }
}
