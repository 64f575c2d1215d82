internal import Framing
internal import Routing

/// The first part of a frame of the log, written in place: what it is, an id and a number.
///
///     {"type":"chat","id":"018bcfe568000001","seq":813
struct FrameHead {
  /// Its words are of less than 40 bytes; a number has up to 19 digits.
  private static let room = 72
  private static let idCount = 16
  private static let mostDigits = 19
  private static let seqWord = Array(#"","seq":"#.utf8)

  private(set) var bytes = InlineArray<72, UInt8>(repeating: 0)
  /// Where the id begins and the number, and where that ends.
  private let idStart: Int
  private let numberStart: Int
  private(set) var end = 0

  /// Begins with the words before the id.
  init(_ words: String) {
    idStart = words.utf8.count
    numberStart = idStart + Self.idCount + Self.seqWord.count
    precondition(numberStart + Self.mostDigits <= Self.room)
    for (index, byte) in words.utf8.enumerated() { bytes[index] = byte }
    for (index, byte) in Self.seqWord.enumerated() { bytes[idStart + Self.idCount + index] = byte }
  }

  mutating func write(_ id: MessageID) {
    var rest = id.rawValue
    var index = idStart &+ Self.idCount
    while index > idStart {
      index &-= 1
      let digit = UInt8(truncatingIfNeeded: rest & 0xF)
      bytes[index] = digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &- 10 &+ digit
      rest >>= 4
    }
  }

  /// Writes a number that is not negative.
  mutating func write(_ number: Int64) {
    var rest = number.magnitude
    var limit: UInt64 = 10
    end = numberStart &+ 1
    while end < numberStart &+ Self.mostDigits, rest >= limit {
      limit &*= 10
      end &+= 1
    }
    var index = end
    while index > numberStart {
      index &-= 1
      bytes[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}
