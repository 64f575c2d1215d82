internal import Framing

/// Cuts what a client receives into bodies, without a copy but of an unfinished frame at the end.
///
/// It is no `FrameDecoder`, so that a fault of that one can't hide itself here.
struct FrameStream {
  private let header: Int
  private var tail: [UInt8] = []
  /// A header that no router writes was seen.
  private(set) var isBroken = false

  init(_ kind: FrameKind) {
    header = kind == .json ? Limits.jsonHeader : Limits.legacyHeader
  }

  /// Gives each whole body to `take`.
  mutating func receive(_ bytes: Span<UInt8>, _ take: (Span<UInt8>) -> Void) {
    guard tail.isEmpty else { return receive(behindTail: bytes, take) }
    let used = cut(bytes, take)
    for index in used..<bytes.count { tail.append(bytes[index]) }
  }

  private mutating func receive(behindTail bytes: Span<UInt8>, _ take: (Span<UInt8>) -> Void) {
    var whole: [UInt8] = []
    swap(&whole, &tail)
    whole.append(addingCapacity: bytes.count) { span in
      for index in bytes.indices { span.append(bytes[index]) }
    }
    let used = cut(whole.span, take)
    tail.append(contentsOf: whole[used...])
  }

  private mutating func cut(_ bytes: Span<UInt8>, _ take: (Span<UInt8>) -> Void) -> Int {
    var position = 0
    while !isBroken, bytes.count - position >= header {
      let length = length(of: bytes, at: position)
      guard length > 0 else {
        isBroken = true
        break
      }
      let end = position + header + length
      guard end <= bytes.count else { break }
      take(bytes.extracting(position + header..<end))
      position = end
    }
    return position
  }

  private func length(of bytes: Span<UInt8>, at start: Int) -> Int {
    var length = 0
    if header == Limits.jsonHeader {
      for index in start..<start + header { length = length << 8 | Int(bytes[index]) }
      return length
    }
    for index in start..<start + header where bytes[index] != 0x20 {
      guard 0x30...0x39 ~= bytes[index], length < Limits.frameFromRouter else { return 0 }
      length = length * 10 + Int(bytes[index] - 0x30)
    }
    return length
  }
}
