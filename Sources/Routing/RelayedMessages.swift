import Framing

/// The latest acks of one user, so that a message that is sent again with the same `cid` is answered with
/// the same ack and is not relayed twice.
///
/// It is bounded: the newest ack takes the place of the oldest, and a message sent again after that many
/// others, or after its user had left, counts as a new one.
struct RelayedMessages {
  private static let capacity = 64
  private var acknowledgements: [Acknowledgement] = []
  private var oldest = 0

  /// The ack that was given for `cid`, compared byte by byte: it is the client's own mark, not a text.
  func acknowledgement(of cid: String) -> Acknowledgement? {
    acknowledgements.first { $0.cid.utf8.elementsEqual(cid.utf8) }
  }

  /// The sender's mark of the message that the router gave `id`.
  func cid(of id: String) -> String? {
    acknowledgements.first { $0.id == id }?.cid
  }

  mutating func note(_ acknowledgement: Acknowledgement) {
    guard acknowledgements.count == Self.capacity else {
      acknowledgements.append(acknowledgement)
      return
    }
    acknowledgements[oldest] = acknowledgement
    oldest = (oldest + 1) % Self.capacity
  }
}
