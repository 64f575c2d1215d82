internal import Framing
internal import Transport

/// What was queued for a client and never left: which messages that were, one after another.
///
/// The queue holds whole frames from its first byte on. A frame that has been begun belongs to the
/// stream, and its rest must go out before anything else can; the others can be left out. The pieces of the queue
/// are read where they lie and let go one by one: there can be a mebibyte of them for each of many readers.
struct LostMail {
  private let kind: FrameKind
  /// The piece that is read, and those behind it, the next one last.
  private var bytes: [UInt8]
  private var pieces: [[UInt8]]
  private var position = 0
  /// How many bytes came before `bytes`.
  private var offset = 0

  /// The frame that was begun, whole; and how much of it was written.
  private var begun: [UInt8] = []
  private var written = 0

  init(_ unsent: Unsent, _ kind: FrameKind) {
    self.kind = kind
    pieces = unsent.pieces.reversed()
    bytes = pieces.popLast() ?? []
    var last = 0..<0
    while offset + position < unsent.writtenOfFirst, let frame = nextFrame() { last = frame }
    guard offset + last.upperBound > unsent.writtenOfFirst else { return }
    begun = Array(bytes[last])
    written = unsent.writtenOfFirst - offset - last.lowerBound
  }

  /// What of the begun frame has not been written.
  var rest: ArraySlice<UInt8> { begun[written...] }

  /// The message in the begun frame.
  var begunMessage: LostMessage? { begun.isEmpty ? nil : message(in: begun.indices, of: begun) }

  /// The next message in the frames that were not begun, or nil at their end.
  ///
  /// What nobody said is passed over.
  mutating func next() -> LostMessage? {
    while let frame = nextFrame() {
      if let message = message(in: frame, of: bytes) { return message }
    }
    return nil
  }

  private var headerLength: Int { kind == .json ? Limits.jsonHeader : Limits.legacyHeader }

  private func message(in frame: Range<Int>, of bytes: [UInt8]) -> LostMessage? {
    LostMessage(bytes.span.extracting(frame.dropFirst(headerLength)), kind)
  }

  private mutating func nextFrame() -> Range<Int>? {
    while true {
      if let end = frameEnd() {
        defer { position = end }
        return position..<end
      }
      guard let next = pieces.popLast() else {
        position = bytes.count
        return nil
      }
      offset += position
      bytes = position == bytes.count ? next : bytes[position...] + next
      position = 0
    }
  }

  /// Where the frame at `position` ends; nil where not all of it is in this piece.
  private func frameEnd() -> Int? {
    let bodyStart = position + headerLength
    guard bodyStart <= bytes.count else { return nil }
    let end = bodyStart + length(of: bytes[position..<bodyStart])
    return end <= bytes.count && end > bodyStart ? end : nil
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
