/// Where the parts of a message are in the bytes of a batch.
///
///     | id - batch's id | sender | target | length of cid | of entries | of text | cid | entries | text |
///
/// The numbers are written with seven bits a byte, that of the target with its sign in the lowest bit.
struct StoredMessage {
  let id: Int64
  let sender: Int64
  let target: Int64
  /// Empty where the message has none.
  let cid: Range<Int>
  let entries: Range<Int>
  let text: Range<Int>

  /// Reads the next message of a batch; nil behind the last, and where the bytes make no sense.
  static func next(
    in bytes: Span<UInt8>, at position: inout Int, ofBatch batch: Int64
  ) -> StoredMessage? {
    guard let offset = bytes.number(at: &position), let sender = bytes.number(at: &position),
      let target = bytes.signedNumber(at: &position),
      let cidCount = bytes.number(at: &position), let entryCount = bytes.number(at: &position),
      let textCount = bytes.number(at: &position),
      let cid = bytes.range(of: cidCount, at: &position),
      let entries = bytes.range(of: entryCount, at: &position),
      let text = bytes.range(of: textCount, at: &position)
    else { return nil }
    return StoredMessage(
      id: batch &+ Int64(bitPattern: offset), sender: Int64(bitPattern: sender), target: target,
      cid: cid, entries: entries, text: text)
  }
}
