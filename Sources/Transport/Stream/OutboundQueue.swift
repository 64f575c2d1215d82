internal import DequeModule
internal import Glibc
internal import struct SystemPackage.Errno

/// Bytes that wait to be written.
///
///     own buffer, contiguous   [ written | waiting | room ]
///     then chunks              large arrays as they are, shared with the other queues they stand in, and what
///                              is put behind them or finds no room before
///
/// All that waits leaves in one call. Nothing is moved in a buffer, so that it and each chunk begins where
/// something began that was appended, a frame, until all of it is written. The own buffer grows by doubling, is
/// used again when it is drained, and goes with `releaseMemory`.
@safe struct OutboundQueue: ~Copyable {
  /// From this size an array is shared, not copied.
  static let sharedFrom = 4_096
  /// Neither the own buffer nor a chunk is made longer than this by copying.
  private static let chunkLimit = 65_536
  private static let leastCapacity = 1_024
  /// How many pieces are given to one call.
  private static let piecesACall = 16

  private var base: UnsafeMutableRawPointer?
  private var capacity = 0
  private var start = 0
  private var end = 0
  private var chunks: Deque<[UInt8]> = []
  private var isLastShared = false
  /// How much of the first chunk is written.
  private var written = 0
  private var chunkedCount = 0

  init() {
    unsafe base = nil
  }

  deinit {
    unsafe free(base)
  }

  var count: Int { end &- start &+ chunkedCount }
  var isEmpty: Bool { end == start && chunkedCount == 0 }

  // MARK: Taking

  mutating func append(_ bytes: [UInt8]) {
    guard bytes.count >= Self.sharedFrom else { return append(bytes.span) }
    chunks.append(bytes)
    isLastShared = true
    chunkedCount += bytes.count
  }

  mutating func append(_ bytes: Span<UInt8>) {
    guard reserve(bytes.count) else { return appendChunk(bytes) }
    put(bytes)
  }

  /// Appends a frame of version 1 or 2 whose body is these parts.
  mutating func appendFrame(
    _ head: Span<UInt8>, _ to: Span<UInt8>, _ from: Span<UInt8>, _ text: Span<UInt8>,
    _ tail: Span<UInt8>
  ) {
    let count = head.count &+ to.count &+ from.count &+ text.count &+ tail.count
    guard reserve(count &+ 4) else {
      let header = InlineArray<4, UInt8> { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
      appendChunk(header.span)
      // What follows the header is put into the same chunk: each begins with the beginning of a frame.
      appendToLast(head)
      appendToLast(to)
      appendToLast(from)
      appendToLast(text)
      return appendToLast(tail)
    }
    unsafe base?.storeBytes(
      of: UInt32(truncatingIfNeeded: count).bigEndian, toByteOffset: end, as: UInt32.self)
    end &+= 4
    if head.count > 0 { put(head) }
    put(to)
    put(from)
    put(text)
    put(tail)
  }

  private mutating func appendChunk(_ bytes: Span<UInt8>) {
    if chunks.isEmpty || isLastShared || chunks[chunks.count - 1].count > Self.chunkLimit {
      chunks.append([])
      isLastShared = false
    }
    appendToLast(bytes)
  }

  private mutating func appendToLast(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe chunks[chunks.count - 1].append(contentsOf: $0) }
    chunkedCount += bytes.count
  }

  @inline(__always)
  private mutating func put(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { source in
      guard let from = source.baseAddress, let base = unsafe base else { return }
      unsafe (base + end).copyMemory(from: from, byteCount: source.count)
    }
    end &+= bytes.count
  }

  /// Whether there is room in the own buffer, which is not made longer than `keptCapacity`.
  @inline(__always)
  private mutating func reserve(_ count: Int) -> Bool {
    chunks.isEmpty && (end &+ count <= capacity || makeRoom(for: count))
  }

  private mutating func makeRoom(for count: Int) -> Bool {
    guard end + count <= Self.chunkLimit else { return false }
    var wanted = max(capacity * 2, Self.leastCapacity)
    while wanted < end + count { wanted *= 2 }
    guard let larger = unsafe realloc(base, wanted) else { fatalError("out of memory") }
    unsafe base = larger
    capacity = wanted
    return true
  }

  // MARK: Giving

  /// Writes as much as the socket takes in one call; answers how much that was.
  ///
  /// The corresponding C functions are `send` and `sendmsg`.
  mutating func write(to descriptor: Int32) throws(Errno) -> Int {
    var total = 0
    while !isEmpty {
      let length = chunks.isEmpty ? end - start : 0
      let sent = try length > 0 ? sendOwn(to: descriptor) : sendPieces(to: descriptor)
      guard let sent else { break }
      total += sent
      let (isWhole, isAll) = (sent == gatheredCount, advance(by: sent))
      if isAll || !isWhole { break }
    }
    return total
  }

  /// Gives the bytes at the front that lie in one piece, `limit` at the most.
  func withFront<Value>(_ limit: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    guard end == start, let chunk = chunks.first else {
      let count = min(limit, end - start)
      return unsafe body(
        UnsafeRawBufferPointer(start: base.map { unsafe $0 + start }, count: count))
    }
    return unsafe chunk.withUnsafeBytes { bytes in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...].prefix(limit))
      return unsafe body(rest)
    }
  }

  /// Takes bytes away that were sent in another form.
  mutating func drop(_ count: Int) {
    _ = advance(by: count)
  }

  /// Takes all that isn't written; the first piece is still whole.
  mutating func takeAll() -> Unsent {
    defer { removeAll() }
    guard !isEmpty else { return Unsent() }
    guard end > start else { return Unsent(pieces: Array(chunks), writtenOfFirst: written) }
    let own = unsafe [UInt8](unsafeUninitializedCapacity: end) { buffer, count in
      if let base = unsafe base, let to = buffer.baseAddress { unsafe memcpy(to, base, end) }
      count = end
    }
    return Unsent(pieces: [own] + chunks, writtenOfFirst: start)
  }

  mutating func removeAll() {
    chunks = []
    (start, end, written, chunkedCount, isLastShared) = (0, 0, 0, 0, false)
    releaseMemory()
  }

  /// Gives all memory back, where nothing waits.
  mutating func releaseMemory() {
    guard isEmpty else { return }
    unsafe free(base)
    unsafe base = nil
    (capacity, start, end) = (0, 0, 0)
  }

  /// How much one call is given.
  private var gatheredCount: Int {
    var count = end - start
    for chunk in chunks.prefix(Self.piecesACall - 1) { count += chunk.count }
    return count - written
  }

  /// Takes what was sent away; answers whether that was all.
  private mutating func advance(by sent: Int) -> Bool {
    let own = min(sent, end - start)
    start += own
    var rest = sent - own
    chunkedCount -= rest
    while rest > 0 || (!chunks.isEmpty && written == chunks[0].count) {
      let step = min(rest, chunks[0].count - written)
      rest -= step
      written += step
      guard written == chunks[0].count else { break }
      chunks.removeFirst()
      written = 0
    }
    if chunks.isEmpty { isLastShared = false }
    if start == end { (start, end) = (0, 0) }
    guard isEmpty else { return false }
    return true
  }

  private func sendOwn(to descriptor: Int32) throws(Errno) -> Int? {
    guard let base = unsafe base else { return 0 }
    return try nonBlockingCall {
      unsafe send(descriptor, base + start, end - start, Int32(MSG_NOSIGNAL))
    }
  }

  private func sendPieces(to descriptor: Int32) throws(Errno) -> Int? {
    var pieces: [iovec] = unsafe []
    if let base = unsafe base, end > start {
      unsafe pieces.append(iovec(iov_base: base + start, iov_len: end - start))
    }
    let held = Array(chunks.prefix(Self.piecesACall - 1))
    for (index, chunk) in held.enumerated() {
      let skipped = index == 0 ? written : 0
      // The arrays are held, and nobody changes them, until the call is over.
      unsafe chunk.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        unsafe pieces.append(
          iovec(
            iov_base: UnsafeMutableRawPointer(mutating: base + skipped),
            iov_len: chunk.count - skipped))
      }
    }
    defer { withExtendedLifetime(held) {} }
    return try nonBlockingCall {
      unsafe pieces.withUnsafeMutableBufferPointer { list in
        var message = unsafe msghdr()
        unsafe message.msg_iov = list.baseAddress
        unsafe message.msg_iovlen = list.count
        return unsafe sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
      }
    }
  }
}
