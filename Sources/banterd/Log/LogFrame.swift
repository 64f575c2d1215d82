internal import Framing
internal import Routing

/// Writes the frames of a log: what all readers get alike once, and each one's number before it.
///
///     {"type":"chat","seq":813 ,"id":"…","to":"bob","from":"alice","msg":"hi","ts":1700000000123}
///
/// What is written is kept until the next is, and so is the memory for it.
struct LogFrame {
  private static let chatWord = Array(#"{"type":"chat","seq":"#.utf8)
  private static let ackWord = Array(#"{"type":"ack","cid":"#.utf8)
  private static let idWord = Array(#","id":""#.utf8)
  private static let toWord = Array(#"","to":""#.utf8)
  private static let fromWord = Array(#"","from":""#.utf8)
  private static let msgWord = Array(#"","msg":"#.utf8)
  private static let cidWord = Array(#","cid":"#.utf8)
  private static let seqWord = Array(#"","seq":"#.utf8)
  private static let tsWord = Array(#","ts":"#.utf8)

  /// What stands before the number's end.
  private(set) var head: [UInt8] = []
  /// What stands behind the number.
  private(set) var tail: [UInt8] = []
  /// The whole body of the ack that was written last.
  private(set) var ack: [UInt8] = []

  private var written: (id: MessageID, hasMark: Bool)?
  /// The end of a frame, with the time, as it was written last.
  private var end: (milliseconds: Int64, bytes: [UInt8]) = (-1, [])

  /// Whether `tail` is already that of a message.
  func has(_ id: MessageID, withMark hasMark: Bool) -> Bool {
    written?.id == id && written?.hasMark == hasMark
  }

  /// Says that another message is meant from now on.
  mutating func forgetText() { written = nil }

  /// Writes what a message has for all.
  ///
  /// - Parameters:
  ///   - id: Its number.
  ///   - to: A name or room, in which nothing needs an escape.
  ///   - from: A name.
  ///   - text: A literal.
  ///   - cid: The sender's own mark, a literal; empty where there is none or it is not to be told.
  ///   - hasMark: Whether it is for the sender's own devices.
  mutating func begin(
    _ id: MessageID, to: String, from: String, text: Span<UInt8>, cid: Span<UInt8>,
    withMark hasMark: Bool
  ) {
    written = (id, hasMark)
    tail.removeAll(keepingCapacity: true)
    tail += Self.idWord
    id.write(to: &tail)
    tail += Self.toWord
    Self.append(to.utf8Span.span, to: &tail)
    tail += Self.fromWord
    Self.append(from.utf8Span.span, to: &tail)
    tail += Self.msgWord
    Self.append(text, to: &tail)
    if !cid.isEmpty {
      tail += Self.cidWord
      Self.append(cid, to: &tail)
    }
    prepareEnd(id.milliseconds)
    tail += end.bytes
  }

  /// Writes the number in one reader's log.
  mutating func number(_ seq: Int64) {
    head.removeAll(keepingCapacity: true)
    head += Self.chatWord
    Self.append(number: seq, to: &head)
  }

  /// Writes the sender's ack.
  mutating func acknowledge(_ cid: Span<UInt8>, _ id: MessageID, seq: Int64) {
    ack.removeAll(keepingCapacity: true)
    ack += Self.ackWord
    Self.append(cid, to: &ack)
    ack += Self.idWord
    id.write(to: &ack)
    ack += Self.seqWord
    Self.append(number: seq, to: &ack)
    prepareEnd(id.milliseconds)
    ack += end.bytes
  }

  private mutating func prepareEnd(_ milliseconds: Int64) {
    guard milliseconds != end.milliseconds else { return }
    end.milliseconds = milliseconds
    end.bytes.removeAll(keepingCapacity: true)
    end.bytes += Self.tsWord
    Self.append(number: milliseconds, to: &end.bytes)
    end.bytes.append(UInt8(ascii: "}"))
  }

  private static func append(_ part: Span<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(addingCapacity: part.count) { end in
      for index in part.indices { end.append(part[index]) }
    }
  }

  /// Appends the digits of a number that is not negative.
  private static func append(number: Int64, to bytes: inout [UInt8]) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var (rest, count) = (UInt64(number.magnitude), 0)
    repeat {
      digits[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      count += 1
    } while rest > 0
    bytes.append(addingCapacity: count) { end in
      while count > 0 {
        count -= 1
        end.append(digits[count])
      }
    }
  }
}
