/// What the router calls a message.
package struct MessageOrigin: Hashable, Sendable {
  /// The router's own name for it.
  package var id: String
  /// Its number in this user's log.
  package var seq: Int64?
  /// When the router took it, in milliseconds since 1970, UTC.
  package var time: Int64

  package init(id: String, seq: Int64?, time: Int64) {
    self.id = id
    self.seq = seq
    self.time = time
  }
}
