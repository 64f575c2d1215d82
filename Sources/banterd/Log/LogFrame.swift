internal import Framing
internal import Routing

/// Writes the frames of a log, in parts that the receiver's queue puts together.
///
///     {"type":"chat","id":"018b…","seq":813 ,"to":"bob" ,"from":"alice","msg": "hi" ,"ts":1700000000123}
///     {"type":"ack","id":"018b…","seq":858 ,"ts":1700000000123,"cid": "k7-42" }
///
/// The names of those who are here stand in the router's arena (`LineTable`), text and mark in the bytes that came; the
/// time is written once for each millisecond. Where that is not all, for a room, for who has left, and with the mark for
/// the sender's other devices, the parts around the text are put together here, once for all who read the message.
struct LogFrame {
  private static let toWord = Array(#","to":""#.utf8)
  private static let fromWord = Array(#"","from":""#.utf8)
  private static let msgWord = Array(#"","msg":"#.utf8)
  private static let cidWord = Array(#","cid":"#.utf8)
  private static let tsWord = Array(#","ts":"#.utf8)

  private(set) var chat = FrameHead(#"{"type":"chat","id":""#)
  private(set) var ack = FrameHead(#"{"type":"ack","id":""#)
  private var chatID: MessageID?

  /// The end of a chat, and what stands before the mark in an ack, with the time as it was written last.
  private(set) var end: [UInt8] = []
  private(set) var ackMiddle: [UInt8] = []
  private var milliseconds: Int64 = -1

  /// What stands between number and text, and behind the text, where it was put together.
  private(set) var middle: [UInt8] = []
  private(set) var markedEnd: [UInt8] = []
  private var written: (id: MessageID, hasMark: Bool)?

  /// Writes the beginning of a message in a reader's log.
  mutating func begin(_ id: MessageID, seq: Int64) {
    if chatID != id {
      prepareTime(id.milliseconds)
      chat.write(id)
      chatID = id
    }
    chat.write(seq)
  }

  /// Whether `middle` and `markedEnd` are already those of a message.
  func has(_ id: MessageID, withMark hasMark: Bool) -> Bool {
    written?.id == id && written?.hasMark == hasMark
  }

  /// Says that names may be others from now on.
  mutating func forgetNames() { written = nil }

  /// Puts together what stands around the text of the message that was begun.
  ///
  /// - Parameters:
  ///   - id: The message.
  ///   - to: A name or room, in which nothing needs an escape.
  ///   - from: A name.
  ///   - cid: The sender's own mark, a literal; empty where there is none or it is not to be told.
  ///   - hasMark: Whether it is for the sender's own devices.
  mutating func surround(
    _ id: MessageID, to: String, from: String, cid: Span<UInt8>, withMark hasMark: Bool
  ) {
    written = (id, hasMark)
    middle.removeAll(keepingCapacity: true)
    middle += Self.toWord
    middle += to.utf8
    middle += Self.fromWord
    middle += from.utf8
    middle += Self.msgWord
    markedEnd.removeAll(keepingCapacity: true)
    if !cid.isEmpty {
      markedEnd += Self.cidWord
      for index in cid.indices { markedEnd.append(cid[index]) }
    }
    markedEnd += end
  }

  /// Writes the beginning of a sender's ack.
  mutating func acknowledge(_ id: MessageID, seq: Int64) {
    prepareTime(id.milliseconds)
    ack.write(id)
    ack.write(seq)
  }

  private mutating func prepareTime(_ time: Int64) {
    guard time != milliseconds else { return }
    milliseconds = time
    // What was written for another message may be with another time.
    (written, chatID) = (nil, nil)
    let digits = Self.tsWord + Array(String(time).utf8)
    end = digits + [UInt8(ascii: "}")]
    ackMiddle = digits + Self.cidWord
  }
}
