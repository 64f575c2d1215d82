/// `history` from a client: it asks for older messages of a conversation.
package struct HistoryRequest: Hashable, Sendable {
  /// A person or a room.
  package var peer: String

  /// Only messages whose `seq` is below this one; nil for the newest.
  package var before: Int64?

  /// How many at most, 1 or more: of them a router sends no more than `Limits.historyItems`; nil leaves it to the router.
  package var limit: Int64?

  package init(peer: String, before: Int64? = nil, limit: Int64? = nil) {
    self.peer = peer
    self.before = before
    self.limit = limit
  }
}
