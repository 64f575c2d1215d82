/// `ack` from a router: the chat with this `cid` was taken, and is `id` for all.
package struct Acknowledgement: Hashable, Sendable {
  package var cid: String
  package var id: String

  /// Its number in the sender's own log.
  package var seq: Int64

  /// When it was taken, in milliseconds since 1970, UTC.
  package var ts: Int64

  package init(cid: String, id: String, seq: Int64, ts: Int64) {
    self.cid = cid
    self.id = id
    self.seq = seq
    self.ts = ts
  }
}
