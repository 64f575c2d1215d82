/// A person and how they are: an entry of `roster`, and all of a `presence`.
package struct RosterEntry: Hashable, Sendable {
  package var user: String
  package var state: PresenceState
  package var display: String?

  /// What the person says about being away.
  package var text: String?

  package init(user: String, state: PresenceState, display: String? = nil, text: String? = nil) {
    self.user = user
    self.state = state
    self.display = display
    self.text = text
  }
}
