/// `chat`: one message from a person to a person or a room.
///
/// A client gives `to` and `msg`, and may give `from` (its own name) and `cid`. The router stamps
/// `from`, and for version 2 also `id`, `seq` and `ts`; what a sender put there is never passed on.
package struct Chat: Hashable, Sendable {
  package var to: String
  package var from: String?
  package var msg: String

  /// The sender's own mark for the message, unique among its messages.
  package var cid: String?
  package var id: String?

  /// The number in the reader's log.
  package var seq: Int64?

  /// When the router took it, in milliseconds since 1970, UTC.
  package var ts: Int64?

  package init(
    to: String, from: String? = nil, msg: String, cid: String? = nil, id: String? = nil,
    seq: Int64? = nil, ts: Int64? = nil
  ) {
    self.to = to
    self.from = from
    self.msg = msg
    self.cid = cid
    self.id = id
    self.seq = seq
    self.ts = ts
  }
}
