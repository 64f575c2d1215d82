/// A message that was searched, and where it is.
package struct SearchHit: Hashable, Sendable {
  package var peer: Peer
  package var item: Conversation.Item

  package init(peer: Peer, item: Conversation.Item) {
    self.peer = peer
    self.item = item
  }
}
