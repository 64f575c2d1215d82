package import Framing

/// Somebody the router told of.
package struct Person: Hashable, Sendable {
  /// The name as registered.
  package var name: String
  package var state: PresenceState
  /// What the person says about being away.
  package var text: String?

  package init(name: String, state: PresenceState, text: String? = nil) {
    self.name = name
    self.state = state
    self.text = text
  }
}
