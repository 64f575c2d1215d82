/// The texts that are sent: each says who sent it, in which place and when, and can be checked to the last byte.
///
///     | number, 8 hex | sender, 8 hex | time, 16 hex | filler that follows from number and sender |
struct Payload {
  /// What a text tells.
  struct Content {
    let number: UInt32
    let sender: Int
    let time: Int64
  }

  static let header = 32
  static let leastSize = 40

  let size: Int
  private let filler: [UInt8]

  init(size: Int) {
    self.size = size
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-".utf8)
    filler = (0..<size + 64).map { letters[($0 * 7 + $0 / 64) % letters.count] }
  }

  /// Writes a text over the bytes from `start` on.
  func write(_ content: Content, into bytes: inout [UInt8], at start: Int) {
    Self.write(UInt64(content.number), digits: 8, into: &bytes, at: start)
    Self.write(UInt64(content.sender), digits: 8, into: &bytes, at: start + 8)
    Self.write(UInt64(content.time), digits: 16, into: &bytes, at: start + 16)
    let shift = Self.shift(content.number, content.sender)
    for index in Self.header..<size {
      bytes[start + index] = filler[shift + index]
    }
  }

  /// What the text from `start` on tells; nil where any byte of it is not as it was written.
  func read(_ bytes: Span<UInt8>, at start: Int) -> Content? {
    guard bytes.count >= start + size,
      let number = Self.read(bytes, at: start, digits: 8),
      let sender = Self.read(bytes, at: start + 8, digits: 8),
      let time = Self.read(bytes, at: start + 16, digits: 16)
    else { return nil }
    let shift = Self.shift(UInt32(truncatingIfNeeded: number), Int(sender))
    for index in Self.header..<size where bytes[start + index] != filler[shift + index] {
      return nil
    }
    return Content(
      number: UInt32(truncatingIfNeeded: number), sender: Int(sender),
      time: Int64(truncatingIfNeeded: time))
  }

  private static func shift(_ number: UInt32, _ sender: Int) -> Int {
    Int((number &* 31 &+ UInt32(truncatingIfNeeded: sender) &* 7) & 63)
  }

  private static func write(
    _ number: UInt64, digits: Int, into bytes: inout [UInt8], at start: Int
  ) {
    for index in 0..<digits {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(4 * (digits - 1 - index)) & 15)
      bytes[start + index] = digit < 10 ? digit + 0x30 : digit + 0x57
    }
  }

  private static func read(_ bytes: Span<UInt8>, at start: Int, digits: Int) -> UInt64? {
    var number: UInt64 = 0
    for index in start..<start + digits {
      switch bytes[index] {
      case 0x30...0x39: number = number << 4 | UInt64(bytes[index] - 0x30)
      case 0x61...0x66: number = number << 4 | UInt64(bytes[index] - 0x57)
      default: return nil
      }
    }
    return number
  }
}
