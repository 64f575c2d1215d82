internal import Framing
internal import Glibc
internal import Logging
internal import Routing
internal import Storage
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
    var frameLimit: Int
    var admissionLimits: Admission.Limits
    var rate: RateLimit
    var queueLimit: Int
    var lagLimit: Int
    var endsWithInput: Bool
    var registerTimeout: Duration
    var handshakeTimeout: Duration
    var frameTimeout: Duration
    var pingAfter: Duration
    var pingTimeout: Duration
    var flushTimeout: Duration
    var stallTimeout: Duration
    var strikeWindow: Duration
    var silence: SilenceLimit
    var retention: Retention
    var replaysToVersion1: Bool
    var trustsDevices: Bool
    var hasEarlyAcks: Bool

    /// What the routing must know of them.
    var router: Router.Options {
      var options = Router.Options(
        frameLimit: frameLimit, pingMilliseconds: Int64(pingAfter / .milliseconds(1)),
        rate: rate.messages.map(Int64.init), burst: Int64(rate.burst),
        keptMessages: retention.messages, keptBytes: retention.bytes, trustsDevices: trustsDevices)
      options.strikeWindow = Int64(strikeWindow / .milliseconds(1))
      return options
    }

    /// Who is let in, where nobody said how many: as many as there are descriptors for.
    func admission(descriptors: Int) -> Admission.Limits {
      var limits = admissionLimits
      limits.clients = limits.clients ?? descriptors
      return limits
    }
  }

  /// Descriptors that are not for clients: listeners, logs, and some to spare.
  static let reservedDescriptors = 32
  /// Descriptors that the loop doesn't watch: the standard streams, the spare one, and one to the service manager.
  static let unwatchedDescriptors = 5

  let loop = EventLoop()
  /// What holds now; a reading anew changes it.
  var options: Options
  var configuration: Configuration
  var log: Logger
  let turnedAway: TurnedAway
  var admission: Admission
  var router: Router
  var peers: [SessionID: Peer] = [:]
  /// The connections by the slots of their sessions.
  var connections: [Connection?] = []
  var seats: [Peer?] = []
  var relayWriter = RelayWriter()
  /// The log of all messages.
  var archive: RouterLog?
  var logFrame = LogFrame()
  var logTurn = LogTurn()
  /// How far conversations have come, as far as it is not kept yet.
  var reaches: [ReachKey: StoredReach] = [:]
  var lazyTimer: TimerID?
  var faultTimer: TimerID?
  var isStorageFailing = false
  var listeners: [Listener] = []
  var isShuttingDown = false
  /// Whether it will shut down when all have been told, one after the other.
  var isDraining = false
  var statistics = RouterStatistics()
  var metrics: HTTPServer?
  /// The folder of what outlives this process; nil where nothing does.
  let state: StateDirectory?
  /// The key that clients are shown.
  var key: RouterKey
  /// Who may have which name.
  let keeper: AccessKeeper
  private var control: ControlServer?
  /// The service manager; nil where nobody waits for news.
  let service = ServiceManager()
  var lastStatus: String?
  let startTime = MonotonicTime.now()
  private var lastID: UInt64 = 0
  private var freeSlots: [UInt32] = []
  var refusedCount = 0
  private var status: Int32 = 0
  var userListTimer: TimerID?
  var userListPace = UserListPace(at: .now())
  /// How many messages had come when lists were last looked at.
  var countAtLastLists = 0
  /// How many clients the descriptors allow.
  private let descriptorsForClients: Int
  /// Where messages are encoded, so that the memory for it is there already.
  private var scratch: [UInt8] = []

  /// Prepares to serve.
  ///
  /// - Throws: `StateFailure` where there is no folder for the router's key, or the key can't be used.
  init(configuration: Configuration, log: Logger) throws(StateFailure) {
    let security = configuration.command.security
    state = try configuration.command.kept.prepared()
    key = try RouterKey(security, in: state)
    keeper = try AccessKeeper(
      security.join, in: state, at: EventLoop.wallClockMilliseconds())
    self.configuration = configuration
    self.log = log
    options = configuration.command.options
    turnedAway = TurnedAway(log: log, loop: loop)
    descriptorsForClients = max(1, DescriptorLimit.raise() - Self.reservedDescriptors)
    admission = Admission(options.admission(descriptors: descriptorsForClients))
    router = Router(options: options.router)
    router.options.nextPin = key.next?.pin
  }

  /// Lets other options hold from now on.
  func take(_ new: Options) {
    options = new
    admission.limits = new.admission(descriptors: descriptorsForClients)
    let serverName = router.options.serverName
    router.options = new.router
    router.options.serverName = serverName
    router.options.nextPin = key.next?.pin
  }

  /// Serves until a signal ends it.
  ///
  /// - Returns: The status to exit with.
  /// - Throws: `ListenError` or `InheritanceError` before anything is served; `Errno` where there are no
  ///   signals to be had.
  func run() throws -> Int32 {
    let signals = try Signals([SIGTERM, SIGINT, SIGHUP, SIGUSR2], on: loop) { [self] in
      hasSignal($0)
    }
    try listen()
    try openLog()
    let input = options.endsWithInput ? EndOfInput(on: loop) { [self] in shutDown() } : nil
    for listener in listeners { open(listener) }
    // Whoever started this program, and they alone, learn so by which key to know it.
    _ = StandardStreams.write("pin \(key.identity.pin)\n")
    loop.beforeWait { [self] in
      commitQueue()
      keepLazily()
      return false
    }
    loop.afterWriting { [self] in sendDueUserLists() }
    scheduleRetention()
    reportToService()
    loop.run()
    closeLog()
    metrics?.close()
    for peer in peers.values { logClose(of: peer, .serverShutdown) }
    turnedAway.flush()
    log.info("stopped", metadata: ["closes": "\(statistics.closes)"])
    withExtendedLifetime((signals, input)) {}
    return status
  }

  /// Listens at the sockets that were handed over, else where the options say.
  private func listen() throws {
    let inherited = try InheritedSockets.take().descriptors
    let command = configuration.command
    try listenToControl()
    if inherited.isEmpty {
      listeners = try command.addresses.map { try Listener($0, on: loop) }
    } else {
      listeners = inherited.map { Listener(inheriting: $0, on: loop) }
    }
    if let endpoint = command.place.metrics { try serveMetrics(at: endpoint) }
  }

  private func listenToControl() throws(StateFailure) {
    guard let path = state?.controlSocket else { return }
    do {
      control = try ControlServer(at: Endpoint.parse("unix:\(path)"), on: loop) {
        [unowned self] in answer($0, of: $1)
      }
    } catch {
      throw .noControl(path, "\(error)")
    }
  }

  private func open(_ listener: Listener) {
    listener.silence = options.silence
    listener.onAccept = { [self, unowned listener] in accept($0, from: $1, by: listener) }
    listener.onPause = { [self] in acceptingPaused($0) }
    listener.onTurnAway = { [self] in wordsWithoutDescriptor(firstByte: $0) }
    _ = StandardStreams.write("listening on \(listener.endpoint)\n")
    log.info("listening", metadata: ["address": "\(listener.endpoint)"])
  }

  // MARK: Accepting

  /// Makes a client of a connection.
  func add(
    _ connection: Connection, from endpoint: Endpoint, ticket: Admission.Ticket?,
    refusal: Refusal?
  ) {
    let peer = Peer(
      id: nextID(for: connection), connection: connection, endpoint: endpoint,
      refusal: refusal, registerDeadline: loop.now + options.registerTimeout)
    peers[peer.id] = peer
    seats[Int(peer.id.slot)] = peer
    peer.ticket = ticket
    peer.gate = RateGate(options.rate, at: loop.now)
    connection.queueLimit = options.queueLimit
    connection.onReceive = { [self] in receive($0, from: peer) }
    connection.onClose = { [self] in hasClosed(peer, $0) }
    watchQueue(of: peer)
    log.debug("connected", metadata: ["id": "\(peer.id.rawValue)", "peer": "\(endpoint)"])
    watchDeadlines(of: peer)
  }

  private func nextID(for connection: Connection) -> SessionID {
    lastID += 1
    if freeSlots.isEmpty {
      freeSlots.append(UInt32(connections.count))
      connections.append(nil)
      seats.append(nil)
    }
    let slot = freeSlots.removeLast()
    connections[Int(slot)] = connection
    return SessionID(rawValue: lastID, slot: slot)
  }

  // MARK: Delivering

  ///
  /// What is queued for the log came before, and is answered before.
  func deliver(_ deliveries: [Delivery]) {
    guard !deliveries.isEmpty else { return }
    commitQueue()
    for delivery in deliveries {
      switch delivery {
      case .send(let outgoing, let ids): send(outgoing, to: ids)
      case .close(let id, let code): close(id, code)
      }
    }
  }

  func send(_ outgoing: Outgoing, to ids: [SessionID]) {
    scratch.removeAll(keepingCapacity: true)
    switch outgoing {
    case .message(let message): FrameEncoder.append(message, to: &scratch)
    case .legacy(let text): FrameEncoder.append(legacy: text, to: &scratch)
    case .userList(let frame): return enqueue(frame, as: .userList, for: ids)
    }
    let readers = outgoing.isTyping ? ids.filter { peers[$0].map { !isLagging($0) } ?? false } : ids
    enqueue(scratch, as: News(outgoing), for: readers)
  }

  private func enqueue(_ frame: [UInt8], as news: News?, for ids: [SessionID]) {
    for id in ids {
      guard let peer = peers[id] else { continue }
      if let news, isLagging(peer) {
        hold(news, of: frame, for: peer)
      } else {
        peer.connection.enqueue(frame)
      }
    }
    statistics.messagesSent += ids.count
    statistics.bytesSent += ids.count * frame.count
  }

  private func close(_ id: SessionID, _ code: CloseCode) {
    guard let peer = peers[id] else { return }
    close(peer, code)
  }

  /// Closes a client once what it was sent has left.
  func close(_ peer: Peer, _ code: CloseCode, lastWords: [UInt8] = []) {
    guard peer.closeCode == nil else { return }
    peer.closeCode = code
    peer.connection.enqueue(lastWords)
    peer.connection.closeAfterFlush(within: options.flushTimeout)
  }

  // MARK: Closing

  private func hasClosed(_ peer: Peer, _ end: ConnectionEnd) {
    if peer.closeCode == nil { serveRest(of: peer) }
    for timer in [peer.check, peer.throttle].compactMap(\.self) { loop.cancel(timer) }
    peers[peer.id] = nil
    admission.left(peer.ticket, at: loop.now)
    if peer.ticket == nil { refusedCount -= 1 }
    let code = peer.closeCode ?? Self.closeCode(for: end, of: peer)
    logClose(of: peer, code, because: Self.tlsFailure(end))
    if peer.decoder != nil {
      deliver(router.disconnect(peer.id, at: EventLoop.wallClockMilliseconds()))
    }
    connections[Int(peer.id.slot)] = nil
    seats[Int(peer.id.slot)] = nil
    if let user = peer.user, router.sessions(of: user).isEmpty {
      archive?.forgetFilter(of: user.rawValue)
    }
    freeSlots.append(peer.id.slot)
    tellLost(with: peer)
    if isShuttingDown || isDraining, peers.isEmpty { loop.stop() }
  }

  private static func closeCode(for end: ConnectionEnd, of peer: Peer) -> CloseCode {
    switch end {
    case .endOfStream: .clientQuit
    case .reset(let error) where silenceErrors.contains(error):
      peer.isBacklogged ? .slowConsumer : .idleTimeout
    case .reset: .peerReset
    case .queueFull: .slowConsumer
    case .tls: .tlsError
    case .closedHere: .internal
    }
  }

  /// How the kernel tells that a peer did not answer: with what it last heard from the network, or with nothing.
  private static let silenceErrors: Set<Errno> = [
    .timedOut, .networkUnreachable, .noRouteToHost, .hostIsDown,
  ]

  private func logClose(of peer: Peer, _ code: CloseCode, because failure: TLSFailure? = nil) {
    statistics.closes.count(code)
    guard peer.refusal == nil else { return turnedAway.add(code, "\(peer.endpoint)") }
    var metadata: Logger.Metadata = [
      "code": "\(code.rawValue)", "id": "\(peer.id.rawValue)", "peer": "\(peer.endpoint)",
      "user": "\(peer.name ?? "-")",
    ]
    if let failure { metadata["reason"] = "\(failure)" }
    log.info("closed", metadata: metadata)
  }

  // MARK: Ending

  private func hasSignal(_ signal: Int32) {
    if signal == SIGHUP { return isShuttingDown ? () : reload() }
    if signal == SIGUSR2 { return drain() }
    guard isShuttingDown else { return shutDown() }
    status = 128 + signal
    loop.stop()
  }

  /// Takes nobody in any more, says good-bye to all and ends when they have gone, or the time is over.
  func shutDown() {
    guard !isShuttingDown else { return }
    isShuttingDown = true
    service?.isStopping()
    commitQueue()
    log.info("shutting down", metadata: ["clients": "\(peers.count)"])
    for listener in listeners { listener.close() }
    control?.close()
    deliver(router.shutDown { _ in Int64.random(in: 0...Self.longestRetry) })
    for peer in peers.values { close(peer, .serverShutdown) }
    if peers.isEmpty { loop.stop() }
    loop.schedule(after: options.flushTimeout) { [self] in loop.stop() }
  }
}
