internal import DequeModule
internal import Glibc
internal import struct SystemPackage.Errno

/// Bytes that wait to be written.
///
/// Small pieces are copied together into one chunk, so that they leave in one call; a large array is kept as
/// it is, shared with the other queues it stands in.
struct OutboundQueue {
  /// From this size an array is shared, not copied.
  static let sharedFrom = 16_384
  /// A chunk is not made longer than this by copying.
  private static let chunkLimit = 65_536
  /// Memory kept for the next bytes when all are written.
  private static let keptCapacity = 2_048

  private var chunks: Deque<[UInt8]> = []
  private var written = 0
  private var isLastShared = false
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func append(_ bytes: [UInt8]) {
    guard bytes.count >= Self.sharedFrom else { return append(bytes.span) }
    dropEmptyChunk()
    chunks.append(bytes)
    isLastShared = true
    count += bytes.count
  }

  mutating func append(_ bytes: Span<UInt8>) {
    if chunks.isEmpty || isLastShared || chunks[chunks.count - 1].count > Self.chunkLimit {
      chunks.append([])
      isLastShared = false
    }
    unsafe bytes.withUnsafeBufferPointer { unsafe chunks[chunks.count - 1].append(contentsOf: $0) }
    count += bytes.count
  }

  /// Writes as much as the socket takes; answers how much that was.
  ///
  /// The corresponding C function is `send`.
  mutating func write(to descriptor: Int32) throws(Errno) -> Int {
    var total = 0
    while count > 0 {
      let start = written
      let flags = Int32(MSG_NOSIGNAL) | (chunks.count > 1 ? Int32(MSG_MORE) : 0)
      let length = chunks[0].count - start
      let sent = try Self.send(chunks[0], from: start, flags, to: descriptor)
      guard let sent else { break }
      total += sent
      advance(by: sent)
      if sent < length { break }
    }
    return total
  }

  /// Takes everything out that is not yet written, with what of its first piece is.
  mutating func takeAll() -> Unsent {
    defer { removeAll() }
    return count > 0 ? Unsent(pieces: Array(chunks), writtenOfFirst: written) : Unsent()
  }

  mutating func removeAll() {
    chunks = []
    (written, count, isLastShared) = (0, 0, false)
  }

  private mutating func advance(by sent: Int) {
    count -= sent
    written += sent
    guard written == chunks[0].count else { return }
    written = 0
    if chunks.count > 1 || isLastShared || chunks[0].capacity > Self.keptCapacity {
      chunks.removeFirst()
      if chunks.isEmpty { isLastShared = false }
    } else {
      chunks[0].removeAll(keepingCapacity: true)
    }
  }

  private mutating func dropEmptyChunk() {
    if count == 0 { chunks.removeAll(keepingCapacity: true) }
  }

  private static func send(
    _ chunk: [UInt8], from start: Int, _ flags: Int32, to descriptor: Int32
  ) throws(Errno) -> Int? {
    try nonBlockingCall {
      unsafe chunk.withUnsafeBytes { bytes in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
        return unsafe Glibc.send(descriptor, rest.baseAddress, rest.count, flags)
      }
    }
  }
}
