package import Framing

/// Somebody the router told of.
package struct Person: Hashable, Sendable {
  /// The name as registered.
  package var name: String
  package var state: PresenceState

  package init(name: String, state: PresenceState) {
    self.name = name
    self.state = state
  }
}
