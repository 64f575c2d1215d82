internal import Glibc

/// One thread's loop over `poll`: descriptors, timers, and what is to be done before it waits.
///
/// A turn of it:
///
/// 1. the `beforeWait` hooks, in order; then every connection with new bytes writes them, once;
/// 2. `poll`, not waiting where a hook asked for that or a `later` is left, else until the next timer;
/// 3. every ready descriptor's handler, then the due timers;
/// 4. the `later` calls: here connections are reaped, so that nothing is closed while it is dispatched.
///
/// More than a few connections are not in the `poll` each, but behind one descriptor of it (`EpollSet`), so that it costs
/// time only for those that have something to say. Nothing else changes for them.
///
/// What is ready is collected before the first handler runs. A handler may therefore watch, change and unwatch
/// as it likes: a number that was closed and used again in the same turn has another generation, and its old
/// news is dropped. Nothing here may be called from another thread; helper threads answer through a descriptor.
@safe package final class EventLoop {
  /// The monotonic time at this turn's wake-up.
  package private(set) var now = MonotonicTime.now()
  /// How long each turn was busy, from its wake-up to its next waiting; nil where nobody wants to know.
  package var busyTimes: TimeHistogram?

  /// How much a connection reads at most in one wake-up; all share one buffer of this size.
  package static let readBudget = 65_536

  /// How long output may wait while a connection has more input than a turn takes.
  private static let longestHold = Duration.milliseconds(4)

  /// So many connections stand in the `poll` itself: for these it is quicker.
  private static let few = 8

  /// For how long the memory for output is kept that nothing has been written from.
  private static let releaseDelay = Duration.milliseconds(100)

  let readBuffer: UnsafeMutableRawBufferPointer
  private var table = PollTable()
  private var timers = TimerQueue()
  private var hooks: [() -> Bool] = []
  private var afterWriting: (() -> Bool)?
  private var calls: [() -> Void] = []
  private var unflushed: [Connection] = []
  /// Who has memory to give back.
  private var holdingMemory: [Connection] = []
  private var ready: [PollTable.Ready] = []
  private var isStopped = false
  /// A connection has filled the read buffer in this turn: there is more.
  var hasMoreInput = false
  /// Since when output waits for more input.
  private var heldSince: MonotonicTime?
  /// The turns of TLS handshakes; nil until there is TLS.
  private var handshakes: HandshakeTurns?
  private var crowd: EpollSet?
  private var crowdWatch: Watch?

  package init() {
    unsafe readBuffer = .allocate(byteCount: Self.readBudget, alignment: 64)
  }

  deinit {
    unsafe readBuffer.deallocate()
  }

  /// How many descriptors are watched.
  package var watchCount: Int { table.count + crowdCount }

  /// How many of them are connections watched by the epoll.
  var crowdCount: Int { crowd?.count ?? 0 }

  /// Milliseconds since 1970, UTC.
  package static func wallClockMilliseconds() -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  // MARK: Descriptors

  /// Watches an open descriptor, which must not be watched already, until `unwatch`.
  ///
  /// The handler hears of `.hangup` and `.error` too. Unwatch before closing the descriptor.
  package func watch(
    _ descriptor: Int32, for interest: Interest, _ handler: @escaping (Interest) -> Void
  ) -> Watch {
    let watch = table.makeWatch(descriptor)
    table.insert(watch, for: interest, handler)
    return watch
  }

  /// Watches an open descriptor, which must not be watched already, until `unwatch`.
  package func watch(
    _ descriptor: borrowing FileDescriptor, for interest: Interest,
    _ handler: @escaping (Interest) -> Void
  ) -> Watch {
    watch(descriptor.rawValue, for: interest, handler)
  }

  /// Changes what a watch waits for; with nothing to wait for, it hears of nothing at all.
  package func change(_ watch: Watch, to interest: Interest) {
    guard let crowd, crowd.handler(of: watch) != nil else {
      return table.change(watch, to: interest)
    }
    guard !crowd.change(watch, to: interest), let handler = crowd.remove(watch) else { return }
    table.insert(watch, for: interest, handler)
  }

  /// Ends a watch; its handler is not called again, not even for what is ready already.
  package func unwatch(_ watch: Watch) {
    if crowd?.remove(watch) == nil { table.remove(watch) }
  }

  /// Watches a connection's socket, as one of a few or of a crowd.
  func watchStream(_ descriptor: Int32, _ handler: @escaping (Interest) -> Void) -> Watch {
    let watch = table.makeWatch(descriptor)
    if crowd == nil, table.streamCount >= Self.few { gatherCrowd() }
    if crowd?.add(watch, for: .readable, handler) != true {
      table.insert(watch, for: .readable, isStream: true, handler)
    }
    return watch
  }

  /// Where there is no descriptor for the epoll, all stay in the `poll`, which is as well but slower.
  private func gatherCrowd() {
    guard let crowd = try? EpollSet() else { return }
    self.crowd = crowd
    crowdWatch = watch(crowd.descriptor, for: .readable) { _ in }
    for (watch, interest, handler) in table.takeStreams()
    where !crowd.add(watch, for: interest, handler) {
      table.insert(watch, for: interest, handler)
    }
  }

  /// The turns of TLS handshakes on this loop, from now on.
  func turnsOfHandshakes() -> HandshakeTurns {
    let turns = handshakes ?? HandshakeTurns()
    handshakes = turns
    return turns
  }

  // MARK: Calls

  /// Makes a call once, `delay` from now.
  @discardableResult
  package func schedule(after delay: Duration, _ body: @escaping () -> Void) -> TimerID {
    timers.add(at: MonotonicTime.now() + delay, body)
  }

  /// Takes a scheduled call back; nothing happens where it was made already.
  package func cancel(_ timer: TimerID) {
    timers.cancel(timer)
  }

  /// Adds a hook to be called in each turn before the waiting; it answers true where the loop must not wait.
  package func beforeWait(_ hook: @escaping () -> Bool) {
    hooks.append(hook)
  }

  /// Sets what is done in each turn once all have written, unless output is held for more input; it answers true
  /// where the loop must not wait.
  ///
  /// Here is the place for what is bulky and can wait: what it enqueues is written by `writeNow`, in front of
  /// nobody.
  package func afterWriting(_ hook: @escaping () -> Bool) {
    afterWriting = hook
  }

  /// Lets every connection with new bytes write them at once; not for handlers, which would undo the batching.
  package func writeNow() { flush() }

  /// Makes a call after this wake-up's dispatch.
  package func later(_ body: @escaping () -> Void) {
    calls.append(body)
  }

  /// Lets a connection write what it has queued, before the next waiting.
  func flushLater(_ connection: Connection) {
    unflushed.append(connection)
  }

  /// Lets a connection give back its memory, once nothing has been written for a while: who is sent message after
  /// message uses it again and again.
  func releaseMemoryLater(_ connection: Connection) {
    if holdingMemory.isEmpty { scheduleRelease() }
    holdingMemory.append(connection)
  }

  private func scheduleRelease() {
    schedule(after: Self.releaseDelay) { [unowned self] in
      holdingMemory.removeAll { $0.releaseMemory(unusedFor: Self.releaseDelay) }
      if !holdingMemory.isEmpty { scheduleRelease() }
    }
  }

  // MARK: Running

  /// Takes turns until `stop`.
  package func run() {
    isStopped = false
    now = .now()
    while !isStopped { turn() }
  }

  /// Ends `run` after the present turn.
  package func stop() {
    isStopped = true
  }

  /// Takes one turn, waiting for at most `limit` (nil: for as long as nothing happens).
  package func turn(waitingAtMost limit: Duration? = nil) {
    let mustNotWait = prepareToWait()
    ready.removeAll(keepingCapacity: true)
    busyTimes?.add(nanoseconds: MonotonicTime.now().nanoseconds - now.nanoseconds)
    table.wait(milliseconds: mustNotWait ? 0 : waitingTime(limit), into: &ready)
    if let crowdWatch, ready.contains(where: { $0.watch == crowdWatch }) {
      crowd?.collect(into: &ready)
    }
    now = .now()
    dispatch()
    handshakes?.takeSteps()
    fireTimers()
    makeCalls()
  }

  private func prepareToWait() -> Bool {
    var mustNotWait = false
    for hook in hooks where hook() { mustNotWait = true }
    let holdsOutput = holdsOutput()
    if !holdsOutput {
      flush()
      if afterWriting?() ?? false { mustNotWait = true }
    }
    let isAnyoneShakingHands = handshakes?.isAnyoneWaiting ?? false
    return mustNotWait || holdsOutput || isAnyoneShakingHands || !calls.isEmpty || isStopped
  }

  private func flush() {
    while !unflushed.isEmpty {
      var writers: [Connection] = []
      swap(&writers, &unflushed)
      for writer in writers { writer.flush() }
    }
  }

  /// Whether output waits for another turn since more input is there than one turn took.
  ///
  /// What a sender has for a thousand receivers then goes to each in one call instead of many.
  private func holdsOutput() -> Bool {
    defer { hasMoreInput = false }
    guard hasMoreInput, !unflushed.isEmpty else {
      heldSince = nil
      return false
    }
    let held = heldSince ?? now
    heldSince = now - held < Self.longestHold ? held : nil
    return heldSince != nil
  }

  /// Milliseconds for `poll`, rounded up so that a timer is due when it ends.
  private func waitingTime(_ limit: Duration?) -> Int32 {
    var wait = limit?.wholeNanoseconds ?? .max
    if let deadline = timers.nextDeadline() {
      wait = min(wait, deadline.nanoseconds - MonotonicTime.now().nanoseconds)
    }
    guard wait != .max else { return -1 }
    let longest = Int64(Int32.max) * 1_000_000
    return Int32(clamping: (min(max(0, wait), longest) + 999_999) / 1_000_000)
  }

  private func dispatch() {
    for news in ready {
      let handler = table.handler(of: news.watch) ?? crowd?.handler(of: news.watch)
      handler?(news.interest)
    }
  }

  private func fireTimers() {
    for timer in timers.due(at: now) { timers.take(timer)?() }
  }

  private func makeCalls() {
    guard !calls.isEmpty else { return }
    var due: [() -> Void] = []
    swap(&due, &calls)
    for call in due { call() }
  }
}
