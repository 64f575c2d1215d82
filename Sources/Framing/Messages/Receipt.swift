/// `receipt`: how far a conversation has come with somebody, up to this message and all before it.
package struct Receipt: Hashable, Sendable {
  /// Who has stored or read it.
  package var by: String

  /// The conversation, where it is one's own reading on another device; else it is the one with `by`.
  package var peer: String?

  /// The newest message that is meant.
  package var id: String
  package var state: DeliveryState

  package init(by: String, peer: String? = nil, id: String, state: DeliveryState) {
    self.by = by
    self.peer = peer
    self.id = id
    self.state = state
  }
}
