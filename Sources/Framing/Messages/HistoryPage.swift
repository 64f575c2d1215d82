/// `history` from a router: a stretch of a conversation, the oldest message first.
package struct HistoryPage: Hashable, Sendable {
  /// The conversation, as it was asked for.
  package var peer: String
  package var items: [Chat]

  /// Whether there are older ones.
  package var more: Bool

  package init(peer: String, items: [Chat], more: Bool) {
    self.peer = peer
    self.items = items
    self.more = more
  }
}
