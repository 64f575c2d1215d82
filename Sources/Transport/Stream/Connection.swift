internal import Glibc
internal import struct SystemPackage.Errno

/// A stream to one peer, over TCP or a Unix socket.
///
///     open ── closeAfterFlush, or the peer's end with bytes still queued ──> draining
///     draining ── all written ──> lingering ── the peer's end, or the time is over ──> finished ──> closed
///
/// - Reads at most `EventLoop.readBudget` in a wake-up, in one call, into the loop's shared buffer.
/// - What is enqueued in a turn is written in one go before the loop waits; `.writable` is watched only after a short
///   write. More than `queueLimit` waiting ends the connection: no peer can make us hold its unread bytes for ever.
/// - Nothing is closed while it is dispatched: `finished` is reaped after the dispatch, and only then is `onClose`
///   called, exactly once.
/// - Lingering: closing with unread bytes makes the kernel send a reset, which destroys what the peer has
///   not yet read. So the last words are followed by a shutdown, and what still comes is read and dropped.
///
/// A connection lives, whoever holds it, until it is closed.
package final class Connection {
  enum Phase { case open, draining, lingering, finished, closed }

  /// How long what is queued may take to leave after the peer's end of stream.
  private static let drainTime = Duration.seconds(5)
  /// How often a turn reads one connection that fills the shared buffer each time.
  private static let readsPerTurn = 4
  /// How long a peer may take to close after our last words.
  private static let lingerTime = Duration.seconds(1)

  // What each message to it touches comes first, side by side in memory: it is one of thousands.
  var outbound = OutboundQueue()
  private(set) var phase = Phase.open
  private var hasWriteFailed = false
  private var isFlushPending = false
  private var interest: Interest = .readable
  private var isReleasePending = false
  private var descriptor: FileDescriptor?
  /// How many bytes may wait for the peer.
  package var queueLimit = 1 << 20
  let loop: EventLoop
  /// When bytes were last written, or began to wait for it.
  package private(set) var lastProgress: MonotonicTime
  /// Its TLS; nil in the clear.
  var encryption: Encryption?

  /// When bytes last came, or when the connection began.
  package var lastReceived: MonotonicTime
  /// Called with the bytes that came, which are valid during the call.
  package var onReceive: ((Span<UInt8>) -> Void)?
  /// Called once when the connection has ended; never inside a call to this class.
  package var onClose: ((ConnectionEnd) -> Void)?
  /// Called when bytes were left waiting by a short write, and again after each write of such.
  package var onBacklog: (() -> Void)?
  /// Called, from `enqueue`, when more than `queueLimit` waits; without it that ends the connection.
  package var onOverflow: (() -> Void)?
  /// Called, from `enqueue`, with what is not taken any more because the connection is ending.
  package var onRefuse: ((Span<UInt8>) -> Void)?

  private var watch: Watch?
  private var end = ConnectionEnd.closedHere
  private var deadline: TimerID?
  private(set) var isReadingPaused = false
  private var hasPeerEnded = false
  private var hasOverflowed = false
  private var unsent = Unsent()

  /// Takes over a connected socket.
  package init(adopting descriptor: consuming FileDescriptor, on loop: EventLoop) {
    let number = descriptor.rawValue
    self.loop = loop
    self.descriptor = consume descriptor
    lastReceived = loop.now
    lastProgress = loop.now
    Socket.setNonBlocking(number)
    watch = loop.watchStream(number) { [self] in handle($0) }
  }

  /// How many bytes wait to be written.
  package var queuedByteCount: Int { outbound.count }

  /// Whether bytes can still be enqueued.
  package var isOpen: Bool { phase == .open }

  /// The user of the process at the other end of a Unix socket; nil for any other connection.
  package var peerUser: UInt32? { (descriptor?.rawValue).flatMap(Socket.peerUser) }

  // MARK: Sending

  /// Queues bytes; they are written before the loop next waits.
  ///
  /// A large array is shared, not copied. On a connection that is closing the bytes are dropped.
  package func enqueue(_ bytes: [UInt8]) {
    guard phase == .open, !hasWriteFailed, !bytes.isEmpty else { return refuse(bytes.span) }
    if outbound.isEmpty { lastProgress = loop.now }
    outbound.append(bytes)
    hasQueued()
  }

  /// Queues a copy of the bytes; they are written before the loop next waits.
  package func enqueue(_ bytes: Span<UInt8>) {
    guard phase == .open, !hasWriteFailed, !bytes.isEmpty else { return refuse(bytes) }
    if outbound.isEmpty { lastProgress = loop.now }
    outbound.append(bytes)
    hasQueued()
  }

  /// Queues a frame of version 1 or 2 whose body is these parts; they are copied once, into the queue.
  package func enqueueFrame(
    _ head: Span<UInt8>, _ to: Span<UInt8>, _ from: Span<UInt8>, _ text: Span<UInt8>,
    _ tail: Span<UInt8>
  ) {
    guard phase == .open, !hasWriteFailed else {
      var frame = OutboundQueue()
      frame.appendFrame(head, to, from, text, tail)
      for piece in frame.takeAll().pieces { refuse(piece.span) }
      return
    }
    if outbound.isEmpty { lastProgress = loop.now }
    outbound.appendFrame(head, to, from, text, tail)
    hasQueued()
  }

  private func refuse(_ bytes: Span<UInt8>) {
    if !bytes.isEmpty { onRefuse?(bytes) }
  }

  /// Takes what is queued and not written, so that it can be told who said it; nothing of it is sent.
  ///
  /// Inside `onClose` too.
  package func takeUnsent() -> Unsent {
    defer { unsent = Unsent() }
    // What is encrypted still leaves, unless the connection has ended.
    if phase == .open { encryption?.settle(&outbound) }
    return unsent.isEmpty ? outbound.takeAll() : unsent
  }

  private func hasQueued() {
    if outbound.count > queueLimit {
      // A burst within one turn is no slow reader: what the socket takes now doesn't count.
      write()
      if outbound.count > queueLimit { overflow() }
    } else {
      flushSoon()
    }
  }

  /// Has the loop call `flush`, unless the socket must have room first.
  func flushSoon() {
    guard !isFlushPending, !interest.contains(.writable) else { return }
    isFlushPending = true
    loop.flushLater(self)
  }

  /// Whether there is something to write.
  private var hasOutput: Bool {
    guard let encryption else { return !outbound.isEmpty }
    return encryption.hasOutput(outbound)
  }

  private func overflow() {
    guard let onOverflow, !hasOverflowed else { return finish(.queueFull) }
    hasOverflowed = true
    onOverflow()
  }

  /// Writes what is queued: called by the loop, once in a turn.
  func flush() {
    isFlushPending = false
    guard phase == .open || phase == .draining else { return }
    let hadBacklog = interest.contains(.writable)
    write()
    if phase == .draining, !hasOutput { hasDrained() }
    updateInterest()
    if !isReleasePending {
      isReleasePending = true
      loop.releaseMemoryLater(self)
    }
    if hadBacklog || !outbound.isEmpty { onBacklog?() }
  }

  /// Gives back the memory for what may be sent next; answers whether it did or is closed.
  func releaseMemory(unusedFor time: Duration) -> Bool {
    guard phase == .closed || (!hasOutput && loop.now - lastProgress >= time) else { return false }
    isReleasePending = false
    outbound.releaseMemory()
    encryption?.session.output.releaseMemory()
    return true
  }

  func write() {
    guard let number = descriptor?.rawValue, !hasWriteFailed else { return }
    do {
      let count: Int
      if let encryption {
        count = try encryption.write(&outbound, to: number)
      } else {
        count = try outbound.write(to: number)
      }
      if count > 0 { lastProgress = loop.now }
    } catch {
      hasWriteFailed = true
      unsent = outbound.takeAll()
      // What the peer sent before it went may still be read; where reading can't tell, this ends it.
      end = .reset(error)
      if isReadingPaused { finish(end) } else { startDeadline(Self.lingerTime) }
    }
  }

  // MARK: Receiving

  /// Stops reading: the peer's bytes wait in the kernel, and then at the peer.
  package func pauseReading() {
    isReadingPaused = true
    updateInterest()
  }

  /// Reads again.
  package func resumeReading() {
    isReadingPaused = false
    updateInterest()
  }

  private func handle(_ news: Interest) {
    guard phase != .finished, phase != .closed else { return }
    if news.contains(.writable) { flush() }
    guard !news.isDisjoint(with: [.readable, .hangup, .error]) else { return }
    guard phase != .finished else { return }
    if hasPeerEnded || (isReadingPaused && phase == .open) { hasBroken() } else { read() }
  }

  /// The socket failed while it is not read.
  private func hasBroken() {
    let error = (descriptor?.rawValue).flatMap(Socket.pendingError)
    finish(phase == .open ? .reset(error ?? .connectionReset) : end)
  }

  private func read() {
    guard !mustAwaitHandshakeTurn() else { return updateInterest() }
    for _ in 0..<Self.readsPerTurn {
      guard readOnce() else { return }
      loop.hasMoreInput = true
      guard phase == .open, !isReadingPaused else { return }
    }
  }

  /// Reads what the shared buffer holds, and says whether it was filled: then there is more.
  func readOnce() -> Bool {
    guard let number = descriptor?.rawValue else { return false }
    let buffer = unsafe loop.readBuffer
    do {
      let count = try nonBlockingCall { unsafe recv(number, buffer.baseAddress, buffer.count, 0) }
      guard let count else { return false }
      guard count > 0 else {
        peerEnded()
        return false
      }
      guard phase == .open else { return false }
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count])
      if let encryption {
        unsafe decrypt(bytes, by: encryption)
      } else {
        lastReceived = loop.now
        unsafe onReceive?(bytes.assumingMemoryBound(to: UInt8.self).span)
      }
      return count == buffer.count
    } catch {
      finish(phase == .open ? .reset(error) : end)
      return false
    }
  }

  /// The peer sends nothing more.
  func peerEnded() {
    hasPeerEnded = true
    if hasWriteFailed || phase == .lingering { return finish(end) }
    if phase == .open {
      end = endOfStream
      guard hasOutput else {
        // It may have closed altogether: whether the good-bye leaves changes nothing.
        if encryption?.session.sayGoodbye() ?? false { write() }
        return finish(endOfStream)
      }
      phase = .draining
      startDeadline(Self.drainTime)
    }
    updateInterest()
  }

  // MARK: Closing

  /// Closes after what is queued has been written, or after `limit`; what still comes is dropped.
  package func closeAfterFlush(within limit: Duration = .seconds(5)) {
    guard phase == .open else { return }
    guard !hasWriteFailed else { return finish(.closedHere) }
    phase = .draining
    end = .closedHere
    startDeadline(limit)
    guard !isFlushPending else { return }
    isFlushPending = true
    loop.flushLater(self)
  }

  /// Closes after what is there to be written has been, for a reason.
  func closeAfterFlush(because end: ConnectionEnd) {
    closeAfterFlush(within: Self.lingerTime)
    self.end = end
  }

  /// Says last words to a peer that is not served, and closes at once.
  ///
  /// - Parameter words: Makes them from the first byte of what has come; nil where nothing has yet.
  package func turnAway(_ words: (UInt8?) -> [UInt8]) {
    if let number = descriptor?.rawValue { Socket.turnAway(number, words) }
    close()
  }

  /// Closes without writing what is queued.
  package func close() {
    finish(phase == .open ? .closedHere : end)
  }

  private func hasDrained() {
    if encryption?.session.sayGoodbye() ?? false {
      write()
      guard !hasOutput else { return }
    }
    guard !hasPeerEnded, !hasWriteFailed, let number = descriptor?.rawValue else {
      return finish(end)
    }
    _ = shutdown(number, Int32(SHUT_WR))
    phase = .lingering
    startDeadline(Self.lingerTime)
  }

  private func startDeadline(_ limit: Duration) {
    if let deadline { loop.cancel(deadline) }
    deadline = loop.schedule(after: limit) { [self] in finish(end) }
  }

  func finish(_ end: ConnectionEnd) {
    guard phase != .finished, phase != .closed else { return }
    phase = .finished
    self.end = end
    loop.later { [self] in reap() }
  }

  private func reap() {
    if let deadline { loop.cancel(deadline) }
    encryption?.end(on: loop)
    if let watch { loop.unwatch(watch) }
    descriptor = nil
    phase = .closed
    let tell = onClose
    (onReceive, onClose, onBacklog, onOverflow, onRefuse) = (nil, nil, nil, nil, nil)
    tell?(end)
    outbound.removeAll()
  }

  func updateInterest() {
    var wanted: Interest = []
    if !hasPeerEnded, !isReadingPaused || phase != .open, !(encryption?.isWaitingForTurn ?? false) {
      wanted.insert(.readable)
    }
    if hasOutput, !isFlushPending { wanted.insert(.writable) }
    guard wanted != interest, let watch else { return }
    interest = wanted
    loop.change(watch, to: wanted)
  }
}
