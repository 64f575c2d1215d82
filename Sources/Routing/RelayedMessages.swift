import Framing

/// The latest acks of one user, so that a message that is sent again with the same `cid` is answered with
/// the same ack and is not relayed twice.
///
/// It is bounded: the newest ack takes the place of the oldest, and a message sent again after that many
/// others, or after its user had left, counts as a new one. A `cid` is compared byte by byte: it is the client's
/// own mark, not a text.
struct RelayedMessages {
  private struct Mark {
    /// The first eight bytes of the `cid`: almost every comparison ends here.
    let word: UInt64
    let count: UInt8
    let bytes: InlineArray<64, UInt8>
    let acknowledged: Acknowledged
  }

  private static let capacity = 64
  private var marks: [Mark] = []
  private var oldest = 0

  /// The ack that was given for `cid`.
  func acknowledged(_ cid: Span<UInt8>) -> Acknowledged? {
    let word = cid.word(at: 0, count: cid.count)
    for index in marks.indices where marks[index].word == word {
      let bytes = marks[index].bytes.span.extracting(first: Int(marks[index].count))
      if bytes.holdsSameBytes(as: cid) { return marks[index].acknowledged }
    }
    return nil
  }

  /// The sender's mark of the message that the router gave `id`.
  func cid(of id: String) -> String? {
    marks.first { $0.acknowledged.id.text == id }.map { mark in
      let bytes = (0..<Int(mark.count)).map { mark.bytes[$0] }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  mutating func note(_ acknowledged: Acknowledged, cid: Span<UInt8>) {
    let bytes = InlineArray<64, UInt8> { $0 < cid.count ? cid[$0] : 0 }
    let mark = Mark(
      word: cid.word(at: 0, count: cid.count), count: UInt8(cid.count), bytes: bytes,
      acknowledged: acknowledged)
    guard marks.count == Self.capacity else { return marks.append(mark) }
    marks[oldest] = mark
    oldest = (oldest + 1) % Self.capacity
  }
}
