/// Cuts a stream of bytes into the bodies of its frames.
///
/// Versions 1 and 2:
///
///     0                   1                   2                   3
///     +---------------+---------------+---------------+---------------+---- - - -
///     |       length of the body in bytes, big-endian, 1 ... limit    |  body
///     +---------------+---------------+---------------+---------------+---- - - -
///
/// Legacy, the length in ASCII digits, spaces before and after them:
///
///     0                                                              64
///     +---------------------------------------------------------------+---- - - -
///     |  "42                                                        " |  body
///     +---------------------------------------------------------------+---- - - -
///
/// `append` takes what came, `next` answers with one body or nil; it never calls back. The announced
/// length is held against `limit` as soon as the header is whole and is never reserved: memory grows
/// only with bytes that came. What was read is dropped when all is read or when it is more than half
/// of what is held, so each byte is moved a bounded number of times. After an error the stream has
/// no more frames: the same error is thrown again.
package struct FrameDecoder: Sendable {
  package let kind: FrameKind

  /// The longest body that is taken, in bytes; a change holds from the next header on.
  package var limit: Int

  private var buffer: [UInt8] = []
  private var start = 0
  private var failure: FramingError?

  package init(kind: FrameKind, limit: Int) {
    self.kind = kind
    self.limit = limit
  }

  /// The bytes held that belong to no body handed out yet.
  package var bufferedCount: Int { buffer.count - start }

  /// Whether some bytes of an unfinished frame are held, once `next` has answered nil.
  package var isInsideFrame: Bool { bufferedCount > 0 }

  /// Takes what came from the stream.
  package mutating func append(_ bytes: Span<UInt8>) {
    // With nothing to append, an empty array would write its count into the storage that all empty
    // arrays of the process share; the thread sanitizer sees two threads do that.
    guard failure == nil, !bytes.isEmpty else { return }
    dropWhatWasRead()
    buffer.append(addingCapacity: bytes.count) { tail in
      for index in bytes.indices { tail.append(bytes[index]) }
    }
  }

  /// The place of the next whole body in what was just read from the stream, without a copy of it.
  ///
  /// Only a frame of which a part came before is put together here; of the bytes themselves nothing is kept
  /// but an unfinished frame at the end, so between whole frames a decoder holds no memory. What `append` was
  /// given before comes first.
  ///
  /// - Parameters:
  ///   - bytes: What was read, the same at each call until the answer is nil.
  ///   - position: Where to go on in it; moved behind the frame.
  /// - Returns: nil once all of `bytes` has been taken.
  /// - Throws: `FramingError` where the header cannot be obeyed; then again at every call.
  package mutating func next(
    in bytes: Span<UInt8>, from position: inout Int
  ) throws(FramingError) -> FramePlace? {
    if buffer.isEmpty, failure == nil,
      let body = Self.wholeBody(in: bytes, from: position, kind, limit: limit)
    {
      position = body.upperBound
      return .arrived(body)
    }
    if let failure { throw failure }
    return try nextJoined(with: bytes, from: &position)
  }

  /// Where a body is of which all is there; nil for a part of one, and for a header that can't be obeyed.
  @inlinable
  @inline(__always)
  package static func wholeBody(
    in bytes: Span<UInt8>, from position: Int, _ kind: FrameKind, limit: Int
  ) -> Range<Int>? {
    guard kind == .json, bytes.count &- position >= Limits.jsonHeader else { return nil }
    let length = Int(UInt32(truncatingIfNeeded: bytes.word(at: position, count: 4)).byteSwapped)
    let start = position &+ Limits.jsonHeader
    guard length > 0, length <= limit, bytes.count &- start >= length else { return nil }
    return start..<start &+ length
  }

  /// Takes from `bytes` no more than the frame needs of which a part is held.
  private mutating func nextJoined(
    with bytes: Span<UInt8>, from position: inout Int
  ) throws(FramingError) -> FramePlace? {
    while true {
      if let body = try next() { return .joined(body) }
      guard position < bytes.count else { return nil }
      let end = min(bytes.count, position + (try missingCount()))
      append(bytes.extracting(position..<end))
      position = end
    }
  }

  /// How many bytes the header lacks, or behind a whole header the body.
  private mutating func missingCount() throws(FramingError) -> Int {
    do {
      guard let length = try announcedLength() else { return headerLength - bufferedCount }
      return headerLength + length - bufferedCount
    } catch {
      fail(with: error)
      throw error
    }
  }

  /// The next whole body, or nil while there is none.
  ///
  /// - Throws: `FramingError` where the header cannot be obeyed; then again at every call.
  package mutating func next() throws(FramingError) -> [UInt8]? {
    if let failure { throw failure }
    do {
      guard let length = try announcedLength() else { return nil }
      return takeBody(length)
    } catch {
      fail(with: error)
      throw error
    }
  }

  private var headerLength: Int {
    switch kind {
    case .json: Limits.jsonHeader
    case .legacy: Limits.legacyHeader
    }
  }

  private func announcedLength() throws(FramingError) -> Int? {
    guard bufferedCount >= headerLength else { return nil }
    let length = try kind == .json ? jsonLength() : legacyLength()
    guard length > 0 else { throw .emptyFrame }
    guard length <= limit else { throw .frameTooLarge(length: length, limit: limit) }
    return length
  }

  private func jsonLength() -> Int {
    var length: UInt32 = 0
    for byte in buffer[start..<start + headerLength] { length = length << 8 | UInt32(byte) }
    return Int(length)
  }

  private func legacyLength() throws(FramingError) -> Int {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") }
    let header = buffer[start..<start + headerLength].drop(while: isSpace)
    let digits = header.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard !digits.isEmpty, header[digits.endIndex...].allSatisfy(isSpace) else {
      throw .badLegacyHeader
    }
    return digits.reduce(0) { length, digit in
      // 64 digits do not fit an Int; from here on the length is only known to be far too large.
      let (product, tooLarge) = length.multipliedReportingOverflow(by: 10)
      let (sum, stillTooLarge) = product.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      return tooLarge || stillTooLarge ? Int.max : sum
    }
  }

  private mutating func takeBody(_ length: Int) -> [UInt8]? {
    let bodyStart = start + headerLength
    guard buffer.count - bodyStart >= length else { return nil }
    let body = Array(buffer[bodyStart..<bodyStart + length])
    start = bodyStart + length
    if start == buffer.count { dropWhatWasRead() }
    return body
  }

  private mutating func dropWhatWasRead() {
    if start == buffer.count {
      buffer = []
      start = 0
    } else if start > buffer.count / 2 {
      buffer.removeSubrange(..<start)
      start = 0
    }
  }

  private mutating func fail(with error: FramingError) {
    failure = error
    buffer = []
    start = 0
  }
}
