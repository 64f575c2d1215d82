import Framing

/// What an ack tells of a message, beside the mark of its sender.
struct Acknowledged {
  let id: MessageID
  let seq: Int64
  let ts: Int64

  /// The ack on the wire.
  func acknowledgement(of cid: String) -> Acknowledgement {
    Acknowledgement(cid: cid, id: id.text, seq: seq, ts: ts)
  }
}
