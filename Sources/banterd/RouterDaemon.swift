internal import Framing
internal import Glibc
internal import Logging
internal import Routing
internal import SystemPackage
internal import Transport

/// The router's process: sockets on one side, `Router` on the other.
///
/// 1. `Listener` gives a `Connection`; it becomes a `Peer`. Its first byte tells what it speaks.
/// 2. What comes goes through the peer's `FrameDecoder`; each body becomes a message, and the router answers
///    with deliveries: what to send to whom, whom to close.
/// 3. A delivery is encoded once, whoever many get it, and enqueued; the loop writes all of a turn before it waits.
/// 4. A connection that has ended leaves with exactly one close code in the log.
///
/// A peer has one timer, for the nearest of its deadlines; traffic only moves the deadlines, and the timer finds out.
final class RouterDaemon {
  struct Options {
    var takesPlaintextFromAnywhere: Bool
    var frameLimit: Int
    var clientLimit: Int?
    var queueLimit: Int
    var endsWithInput: Bool
    var registerTimeout: Duration
    var frameTimeout: Duration
    var pingAfter: Duration
    var pingTimeout: Duration
    var flushTimeout: Duration
  }

  /// Descriptors that are not for clients: listeners, logs, and some to spare.
  static let reservedDescriptors = 32
  /// How many clients above the limit are kept until their first byte says how to tell them.
  static let refusedAtOnce = 64

  let loop = EventLoop()
  let options: Options
  let log: Logger
  let clientLimit: Int
  var router: Router
  var peers: [SessionID: Peer] = [:]
  /// The connections by the slots of their sessions.
  var connections: [Connection?] = []
  var relayWriter = RelayWriter()
  var listeners: [Listener] = []
  var isShuttingDown = false
  private var lastID: UInt64 = 0
  private var freeSlots: [UInt32] = []
  private var refusedCount = 0
  private var status: Int32 = 0
  private var tickTimer: TimerID?
  private var lastPauseLogged: MonotonicTime?
  /// Where messages are encoded, so that the memory for it is there already.
  private var scratch: [UInt8] = []

  init(options: Options, log: Logger) {
    self.options = options
    self.log = log
    let descriptors = DescriptorLimit.raise()
    clientLimit = options.clientLimit ?? max(1, descriptors - Self.reservedDescriptors)
    let ping = options.pingAfter / .milliseconds(1)
    router = Router(
      options: Router.Options(frameLimit: options.frameLimit, pingMilliseconds: Int64(ping)))
  }

  /// Serves until a signal ends it.
  ///
  /// - Parameter endpoints: Where to listen.
  /// - Returns: The status to exit with.
  /// - Throws: `ListenError` before anything is served; `Errno` where there are no signals to be had.
  func run(listeningAt endpoints: [Endpoint]) throws -> Int32 {
    let signals = try Signals([SIGTERM, SIGINT], on: loop) { [self] in hasSignal($0) }
    listeners = try endpoints.map { try Listener($0, on: loop) }
    let input = options.endsWithInput ? EndOfInput(on: loop) { [self] in shutDown() } : nil
    for listener in listeners { open(listener) }
    loop.beforeWait { [self] in
      sendDueUserLists()
      return false
    }
    loop.run()
    for peer in peers.values { logClose(of: peer, .serverShutdown) }
    log.info("stopped")
    withExtendedLifetime((signals, input)) {}
    return status
  }

  private func open(_ listener: Listener) {
    listener.onAccept = { [self] in accept($0, from: $1) }
    listener.onPause = { [self] in acceptingPaused($0) }
    _ = StandardStreams.write("listening on \(listener.endpoint)\n")
    log.info("listening", metadata: ["address": "\(listener.endpoint)"])
  }

  // MARK: Accepting

  private func accept(_ connection: Connection, from endpoint: Endpoint) {
    let peer = Peer(
      id: nextID(for: connection), connection: connection, endpoint: endpoint,
      refusal: refusal(of: endpoint), registerDeadline: loop.now + options.registerTimeout)
    peers[peer.id] = peer
    if peer.refusal != nil { refusedCount += 1 }
    connection.queueLimit = options.queueLimit
    connection.onReceive = { [self] in receive($0, from: peer) }
    connection.onClose = { [self] in hasClosed(peer, $0) }
    log.debug("connected", metadata: ["id": "\(peer.id.rawValue)", "peer": "\(endpoint)"])
    if refusedCount > Self.refusedAtOnce, let refusal = peer.refusal {
      peer.closeCode = refusal.closeCode
      connection.close()
    } else {
      watchDeadlines(of: peer)
    }
  }

  private func nextID(for connection: Connection) -> SessionID {
    lastID += 1
    if freeSlots.isEmpty {
      freeSlots.append(UInt32(connections.count))
      connections.append(nil)
    }
    let slot = freeSlots.removeLast()
    connections[Int(slot)] = connection
    return SessionID(rawValue: lastID, slot: slot)
  }

  private func refusal(of endpoint: Endpoint) -> Refusal? {
    guard peers.count - refusedCount < clientLimit else { return .tooManyConnections }
    return endpoint.isLoopback || options.takesPlaintextFromAnywhere ? nil : .inTheClear
  }

  /// Tells that accepting pauses, at most once a second however often it does.
  private func acceptingPaused(_ error: Errno) {
    if let lastPauseLogged, loop.now - lastPauseLogged < .seconds(1) { return }
    lastPauseLogged = loop.now
    log.error(
      "accepting pauses", metadata: ["error": "\(error)", "clients": "\(peers.count)"])
  }

  // MARK: Delivering

  func deliver(_ deliveries: [Delivery]) {
    for delivery in deliveries {
      switch delivery {
      case .send(let outgoing, let ids): send(outgoing, to: ids)
      case .close(let id, let code): close(id, code)
      }
    }
  }

  private func send(_ outgoing: Outgoing, to ids: [SessionID]) {
    scratch.removeAll(keepingCapacity: true)
    switch outgoing {
    case .message(let message): FrameEncoder.append(message, to: &scratch)
    case .legacy(let text): FrameEncoder.append(legacy: text, to: &scratch)
    }
    for id in ids { peers[id]?.connection.enqueue(scratch) }
  }

  private func close(_ id: SessionID, _ code: CloseCode) {
    guard let peer = peers[id] else { return }
    close(peer, code)
  }

  /// Closes a client once what it was sent has left.
  func close(_ peer: Peer, _ code: CloseCode) {
    guard peer.closeCode == nil else { return }
    peer.closeCode = code
    peer.connection.closeAfterFlush(within: options.flushTimeout)
  }

  /// Sends the lists of users that are due, and sees that the next ones will be.
  private func sendDueUserLists() {
    guard tickTimer == nil, let due = router.nextTick else { return }
    if due <= EventLoop.wallClockMilliseconds() { tick() }
    guard let next = router.nextTick else { return }
    // The wall clock may be put back, but nobody waits for a list longer than its interval.
    let wait = min(max(1, next - EventLoop.wallClockMilliseconds()), Limits.userListInterval)
    tickTimer = loop.schedule(after: .milliseconds(wait)) { [self] in
      tickTimer = nil
      tick()
    }
  }

  private func tick() {
    deliver(router.tick(at: EventLoop.wallClockMilliseconds()))
  }

  // MARK: Closing

  private func hasClosed(_ peer: Peer, _ end: ConnectionEnd) {
    if let check = peer.check { loop.cancel(check) }
    peers[peer.id] = nil
    if peer.refusal != nil { refusedCount -= 1 }
    logClose(of: peer, peer.closeCode ?? Self.closeCode(for: end))
    if peer.decoder != nil {
      deliver(router.disconnect(peer.id, at: EventLoop.wallClockMilliseconds()))
    }
    connections[Int(peer.id.slot)] = nil
    freeSlots.append(peer.id.slot)
    if isShuttingDown, peers.isEmpty { loop.stop() }
  }

  private static func closeCode(for end: ConnectionEnd) -> CloseCode {
    switch end {
    case .endOfStream: .clientQuit
    case .reset: .peerReset
    case .queueFull: .slowConsumer
    case .closedHere: .internal
    }
  }

  private func logClose(of peer: Peer, _ code: CloseCode) {
    log.info(
      "closed",
      metadata: [
        "code": "\(code.rawValue)", "id": "\(peer.id.rawValue)", "peer": "\(peer.endpoint)",
        "user": "\(peer.name ?? "-")",
      ])
  }

  // MARK: Ending

  private func hasSignal(_ signal: Int32) {
    guard isShuttingDown else { return shutDown() }
    status = 128 + signal
    loop.stop()
  }

  /// Takes nobody in any more, says good-bye to all and ends when they have gone, or the time is over.
  private func shutDown() {
    guard !isShuttingDown else { return }
    isShuttingDown = true
    log.info("shutting down", metadata: ["clients": "\(peers.count)"])
    for listener in listeners { listener.close() }
    deliver(router.shutDown { _ in Int64.random(in: 0...5_000) })
    for peer in peers.values { close(peer, .serverShutdown) }
    if peers.isEmpty { loop.stop() }
    loop.schedule(after: options.flushTimeout) { [self] in loop.stop() }
  }
}
