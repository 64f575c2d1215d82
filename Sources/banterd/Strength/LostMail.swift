internal import Framing
internal import Transport

/// What was queued for a client and never left: which messages that were, one after another.
///
/// The queue holds whole frames from its first byte on. A frame that has been begun belongs to the
/// stream, and its rest must go out before anything else can; the others can be left out.
struct LostMail {
  private let bytes: [UInt8]
  private let kind: FrameKind
  private var position = 0

  /// The frame that was begun, whole; and how much of it was written.
  private var begun: Range<Int> = 0..<0
  private let written: Int

  init(_ unsent: Unsent, _ kind: FrameKind) {
    bytes = Self.joined(unsent.pieces)
    self.kind = kind
    written = unsent.writtenOfFirst
    while position < written, let frame = nextFrame() { begun = frame }
    if begun.upperBound == written { begun = written..<written }
  }

  /// All pieces in one; each is copied whole, as there can be a mebibyte of them while others wait.
  private static func joined(_ pieces: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
    for piece in pieces { bytes += piece }
    return bytes
  }

  /// What of the begun frame has not been written.
  var rest: ArraySlice<UInt8> { bytes[min(written, begun.upperBound)..<begun.upperBound] }

  /// The message in the begun frame.
  var begunMessage: LostMessage? { begun.isEmpty ? nil : message(in: begun) }

  var isEmpty: Bool { position >= bytes.count }

  /// The next message in the frames that were not begun, or nil at their end.
  ///
  /// What nobody said is passed over.
  mutating func next() -> LostMessage? {
    while let frame = nextFrame() {
      if let message = message(in: frame) { return message }
    }
    return nil
  }

  private var headerLength: Int { kind == .json ? Limits.jsonHeader : Limits.legacyHeader }

  private func message(in frame: Range<Int>) -> LostMessage? {
    LostMessage(bytes.span.extracting(frame.dropFirst(headerLength)), kind)
  }

  private mutating func nextFrame() -> Range<Int>? {
    let bodyStart = position + headerLength
    guard bodyStart <= bytes.count else { return stop() }
    let end = bodyStart + length(of: bytes[position..<bodyStart])
    guard end <= bytes.count, end > bodyStart else { return stop() }
    defer { position = end }
    return position..<end
  }

  private mutating func stop() -> Range<Int>? {
    position = bytes.count
    return nil
  }

  private func length(of header: ArraySlice<UInt8>) -> Int {
    switch kind {
    case .json: header.reduce(0) { $0 << 8 | Int($1) }
    case .legacy:
      header.prefix { $0 != UInt8(ascii: " ") }
        .reduce(0) { $0 * 10 + Int($1) - Int(UInt8(ascii: "0")) }
    }
  }
}
