package import Framing

/// Somebody who has registered once, here now or not.
package struct User: Sendable {
  package let id: UserID
  package internal(set) var name: Name

  /// Whether all that is said to or by it is in the log: from the first time on that it speaks version 2.
  package internal(set) var keepsLog: Bool

  /// When it was last here, in milliseconds since 1970.
  package internal(set) var seen: Int64

  /// The oldest and the newest number of its log; there is none where `head` is below `first`.
  package internal(set) var first: Int64
  package internal(set) var head: Int64

  /// The newest that it was sent, and the newest that a device of its has stored.
  package internal(set) var sent: Int64
  package internal(set) var acked: Int64

  /// How much its log holds.
  package internal(set) var bytes: Int64

  /// Its connections; the first has its line in the lists.
  package internal(set) var sessions: [SessionID] = []

  /// The rooms it has joined, in the order in which it did.
  package internal(set) var rooms: [RoomID] = []

  /// What it says about being away; nil where it is not away.
  var away: Away?

  /// Whether something has changed that is not kept yet.
  var hasChanged = false

  package struct Away: Sendable, Hashable {
    let text: String?
  }

  /// Up to where its log may go before its time: what is stored, where its devices say so, else what they were sent.
  ///
  /// What was sent may have been lost on the way: it is the log's until it is known to be stored.
  package var fetched: Int64 { acked > 0 ? acked : sent }

  package init(
    id: UserID, name: Name, keepsLog: Bool = false, seen: Int64, first: Int64 = 1, head: Int64 = 0,
    sent: Int64 = 0, acked: Int64 = 0, bytes: Int64 = 0
  ) {
    (self.id, self.name, self.keepsLog, self.seen) = (id, name, keepsLog, seen)
    (self.first, self.head, self.sent, self.acked) = (first, head, sent, acked)
    self.bytes = bytes
  }
}
