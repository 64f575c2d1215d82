/// What is kept of somebody who has registered.
package struct StoredUser: Hashable, Sendable {
  /// Above 0, and never used again for another.
  package var id: Int64
  package var name: String

  /// Whether it has ever spoken version 2.
  package var keepsLog: Bool

  /// When it was last here, in milliseconds since 1970.
  package var seen: Int64

  /// The oldest number of its log, and the newest; there is none where `head` is below `first`.
  package var first: Int64
  package var head: Int64

  /// The newest that it was sent, and the newest that one of its devices has stored.
  package var sent: Int64
  package var acked: Int64

  /// How much its log holds.
  package var bytes: Int64

  package init(
    id: Int64, name: String, keepsLog: Bool, seen: Int64, first: Int64 = 1, head: Int64 = 0,
    sent: Int64 = 0, acked: Int64 = 0, bytes: Int64 = 0
  ) {
    (self.id, self.name, self.keepsLog, self.seen) = (id, name, keepsLog, seen)
    (self.first, self.head, self.sent, self.acked) = (first, head, sent, acked)
    self.bytes = bytes
  }
}
