internal import Framing
internal import Routing

/// Writes the frames of a log: what all readers get alike once, and each one's number before it.
///
///     {"type":"chat","seq":813 ,"id":"…","to":"bob","from":"alice","msg":"hi","ts":1700000000123}
struct LogFrame {
  /// What stands before the number's end.
  private(set) var head: [UInt8] = []
  /// What stands behind the number.
  private(set) var tail: [UInt8] = []

  /// Writes what a message has for all.
  ///
  /// - Parameters:
  ///   - id: Its number.
  ///   - to: A name or room, in which nothing needs an escape.
  ///   - from: A name.
  ///   - text: A literal.
  ///   - cid: The sender's own mark, for the sender's own devices.
  mutating func begin(
    _ id: MessageID, to: String, from: String, text: Span<UInt8>, cid: [UInt8]? = nil
  ) {
    tail.removeAll(keepingCapacity: true)
    tail.append(contentsOf: #","id":""#.utf8)
    id.write(to: &tail)
    tail.append(contentsOf: #"","to":""#.utf8)
    tail.append(contentsOf: to.utf8)
    tail.append(contentsOf: #"","from":""#.utf8)
    tail.append(contentsOf: from.utf8)
    tail.append(contentsOf: #"","msg":"#.utf8)
    tail.append(addingCapacity: text.count) { end in
      for index in text.indices { end.append(text[index]) }
    }
    if let cid { Self.append(cid: cid, to: &tail) }
    tail.append(contentsOf: #","ts":"#.utf8)
    tail.append(contentsOf: String(id.milliseconds).utf8)
    tail.append(UInt8(ascii: "}"))
  }

  /// Writes the number in one reader's log.
  mutating func number(_ seq: Int64) {
    head.removeAll(keepingCapacity: true)
    head.append(contentsOf: #"{"type":"chat","seq":"#.utf8)
    head.append(contentsOf: String(seq).utf8)
  }

  /// Writes the sender's ack into `tail`, all of it.
  mutating func acknowledge(_ cid: [UInt8], _ id: MessageID, seq: Int64) {
    head.removeAll(keepingCapacity: true)
    tail.removeAll(keepingCapacity: true)
    tail.append(contentsOf: #"{"type":"ack""#.utf8)
    Self.append(cid: cid, to: &tail)
    tail.append(contentsOf: #","id":""#.utf8)
    id.write(to: &tail)
    tail.append(contentsOf: #"","seq":"#.utf8)
    tail.append(contentsOf: String(seq).utf8)
    tail.append(contentsOf: #","ts":"#.utf8)
    tail.append(contentsOf: String(id.milliseconds).utf8)
    tail.append(UInt8(ascii: "}"))
  }

  private static func append(cid: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: #","cid":"#.utf8)
    bytes.append(contentsOf: ChatFields.literal(of: String(decoding: cid, as: UTF8.self)))
  }
}
