/// `read`: the conversation with `peer` has been read up to the message `id`.
package struct ReadMark: Hashable, Sendable {
  /// A person or a room.
  package var peer: String
  package var id: String

  package init(peer: String, id: String) {
    self.peer = peer
    self.id = id
  }
}
