internal import ChatClient
internal import Framing
internal import Transport
internal import Widgets

/// One signed-in person: the session, its connection, and what happens when that breaks.
///
/// A lost connection is tried again by itself, as `RetrySchedule` says; sooner when `hurry` is called.
final class Account {
  let session: ClientSession
  let destination: Destination
  let connector: RouterConnector
  /// How the connection is, for a person to read.
  struct Status {
    var text = ""
    var isError = false
  }

  private(set) var status = Status()
  var onStatus: ((Status) -> Void)?
  /// The router has let this person in.
  var onOnline: (() -> Void)?
  /// The router will not let this person in, or could not be reached, before it ever did.
  var onFailure: ((AccountFailure) -> Void)?
  /// The person is to say whether they trust the router's key, by `answer`; nil once that is no question any more.
  var onDoubt: ((RouterDoubt?) -> Void)?

  /// How long a word of the router stands in the status line while all goes on.
  private static let noticeTime = Duration.seconds(15)
  /// How long what comes is taken without a break: half of a frame at 60 a second.
  private static let takingTime = Duration.milliseconds(8)

  /// Whether a router that does not answer the first time is tried again, as after a loss.
  private let keepsTrying: Bool
  private let loop: EventLoop
  private var connection: Connection?
  private var retryTimer: TimerID?
  private var noticeTimer: TimerID?
  /// Goes on with what came and was not taken yet.
  private var restTimer: TimerID?
  /// Wakes the loop, and with it `settle`, though nothing happens.
  private var settleTimer: (id: TimerID, time: MonotonicTime)?
  /// The connection is ended to be made anew at once: the router sends what is missing.
  private var isResuming = false
  private var retrySchedule = RetrySchedule()
  /// When the waiting `retryTimer` fires.
  private var nextAttempt = MonotonicTime.now()
  /// Whether the router has ever let this person in.
  private(set) var wasOnline = false
  /// Why the router did not let this person in again, the last time.
  private var refusal: AccountFailure?
  /// What the person is asked about the router's key.
  private var doubt: RouterDoubt?
  /// The key that the person said not to trust.
  private var distrusted: Pin?
  /// Signing in again makes no sense: the person was told, and is asked.
  private var hasEnded = false

  /// Makes an account that `connect` brings to its router.
  ///
  /// - Parameters:
  ///   - name: The name to sign in with.
  ///   - destination: Where.
  ///   - security: How the connection is protected.
  ///   - place: Where the history is kept.
  ///   - keepsTrying: Whether a router that does not answer the first time is tried again.
  ///   - loop: The loop that drives it; its owner calls `settle` before each waiting.
  /// - Throws: `AccountFailure` where the history is in use, or a link does not go with the security.
  init(
    name: String, to destination: Destination, _ security: Security, keeping place: StatePlace,
    keepsTrying: Bool, on loop: EventLoop
  ) throws(AccountFailure) {
    self.keepsTrying = keepsTrying
    self.destination = destination
    self.loop = loop
    connector = try RouterConnector(to: destination, security, on: loop)
    session = ClientSession(
      name: name, kept: try place.open(name: name, router: destination.router),
      now: WallClock.milliseconds)
    session.token = destination.token
    session.onBehind = { [unowned self] in resume() }
    session.onSend = { [unowned self] in connection?.enqueue($0) }
    session.onRefused = { [unowned self] in refused($0) }
    session.onNotice = { [unowned self] in notice($0) }
    session.onNextPin = { [unowned self] in expect($0) }
  }

  var router: HostPort { destination.router }

  /// Ends a wake-up: what has changed is kept, what waits is sent.
  func settle() {
    guard let wait = session.settle() else { return }
    let time = MonotonicTime.now() + .milliseconds(wait)
    if let settleTimer, settleTimer.time <= time { return }
    if let settleTimer { loop.cancel(settleTimer.id) }
    let id = loop.schedule(after: .milliseconds(wait)) { [unowned self] in settleTimer = nil }
    settleTimer = (id, time)
  }

  func connect() {
    guard !connector.isConnecting, connection == nil, doubt == nil, !hasEnded else { return }
    cancelRetry()
    refusal = nil
    retrySchedule.began(at: .now())
    tell(AccountWording.connecting(to: router), false)
    connector.connect { [unowned self] in
      switch $0 {
      case .connected(let connection): begin(on: connection)
      case .doubted(let doubt): doubted(doubt)
      case .failed(let failure): failed(failure)
      }
    }
  }

  /// Tries again as soon as may be, if it waits to.
  func hurry() {
    let soonest = retrySchedule.soonest(at: .now())
    guard retryTimer != nil, soonest < nextAttempt else { return }
    retry(at: soonest)
  }

  /// Leaves the router; nothing is tried again.
  func close() {
    hasEnded = true
    cancelRetry()
    cancelNotice()
    takeRest()
    if let settleTimer { loop.cancel(settleTimer.id) }
    settleTimer = nil
    session.finish()
    connector.cancel()
    settleDoubt()
    connection?.onClose = nil
    connection?.onReceive = nil
    connection?.closeAfterFlush(within: .seconds(1))
    connection = nil
    session.disconnected()
  }

  // MARK: The router's key

  /// Whether it is trusted was asked.
  func answer(trusting isTrusted: Bool) {
    guard let doubt else { return }
    settleDoubt()
    guard isTrusted else {
      distrusted = doubt.shown
      return failed(.notTrusted(router))
    }
    do throws(KeyringFailure) {
      try connector.trust(doubt.shown)
      connect()
    } catch {
      failed(.noKeyring(error))
    }
  }

  /// The router says which key it will have next.
  private func expect(_ next: Pin?) {
    do throws(KeyringFailure) {
      try connector.expect(next)
    } catch {
      notice(error.description)
    }
  }

  private func doubted(_ new: RouterDoubt) {
    if case .notAsInvited = new { return failed(.notAsInvited(router)) }
    guard new.shown != distrusted else { return failed(.notTrusted(router)) }
    doubt = new
    tell(AccountWording.asking(about: router), true)
    onDoubt?(new)
  }

  private func settleDoubt() {
    guard doubt != nil else { return }
    doubt = nil
    onDoubt?(nil)
  }

  // MARK: Coming and going

  /// Reads what is known of the keys of others, where that was not done yet.
  func knowPeers() {
    guard session.peerTrust == nil else { return }
    do throws(KeyringFailure) {
      session.peerTrust = try connector.peerTrust()
    } catch {
      notice(error.description)
    }
  }

  private func begin(on new: Connection) {
    do throws(KeyringFailure) {
      session.peerTrust = try connector.peerTrust()
    } catch {
      // Who was compared with must be known before anything is sent to them.
      new.close()
      return failed(.noKeyring(error))
    }
    connection = new
    new.onReceive = { [unowned self] bytes in receive(bytes) }
    new.onClose = { [unowned self] _ in closed() }
    session.connected()
  }

  /// Takes what came, a moment long; then windows are drawn and keys answered before the rest has its turn.
  private func receive(_ bytes: Span<UInt8>) {
    let end = loop.now + Account.takingTime
    guard take(bytes, while: { MonotonicTime.now() < end }), let connection else { return }
    connection.pauseReading()
    restTimer = loop.schedule(after: .zero) { [unowned self] in
      restTimer = nil
      self.connection?.resumeReading()
      receive(Span())
    }
  }

  /// Takes all that waits for its turn: nothing comes behind it.
  private func takeRest() {
    guard let restTimer else { return }
    loop.cancel(restTimer)
    self.restTimer = nil
    _ = take(Span(), while: { true })
  }

  private func take(_ bytes: Span<UInt8>, while hasTime: () -> Bool) -> Bool {
    let stateBefore = session.state
    var hasMore = false
    do throws(FramingError) {
      hasMore = try session.receive(bytes, while: hasTime)
    } catch {
      tell(AccountWording.unreadableStream(error), true)
      connection?.close()
    }
    if session.state == .online, stateBefore != .online { cameOnline() }
    return hasMore
  }

  private func resume() {
    isResuming = true
    connection?.close()
  }

  /// Makes the connection anew, as whoever the person is now.
  func reconnect() {
    connection == nil ? hurry() : resume()
  }

  private var connectedText: String {
    AccountWording.connected(to: router, isEncrypted: connector.isEncrypted)
  }

  private func cameOnline() {
    wasOnline = true
    retrySchedule.succeeded(at: .now())
    tell(connectedText, false)
    if let problem = session.problem { notice(problem) }
    onOnline?()
  }

  private func refused(_ error: ErrorMessage) {
    let hadCode = destination.code != nil && error.code == .nameTaken && connector.isEncrypted
    let failure =
      hadCode
      ? AccountFailure.codeRefused(name: session.name)
      : .refused(error, name: session.name, isEncrypted: connector.isEncrypted)
    refusal = failure
    failed(failure)
  }

  private func closed() {
    takeRest()
    connection = nil
    let farewell = session.farewell
    let wasRegistering = session.state == .registering
    session.disconnected()
    guard !hasEnded else { return }
    if isResuming {
      isResuming = false
      connect()
    } else if farewell?.code == .replaced {
      hasEnded = true
      tell(AccountWording.replaced, true)
    } else if wasRegistering, !wasOnline {
      failed(.closedUnanswered(router))
    } else {
      retry(asked: farewell?.retryMilliseconds.map { .milliseconds($0) })
    }
  }

  /// Who was never let in is told, unless it is only that nobody answers and trying on was asked for.
  private func failed(_ failure: AccountFailure) {
    if !wasOnline, !(keepsTrying && failure.isUnreachable) {
      hasEnded = true
      connection?.close()
      onFailure?(failure)
    } else {
      if connection == nil { retry(asked: nil) }
      tell(AccountWording.retrying(after: failure), true)
    }
  }

  private func retry(asked: Duration?) {
    tell(refusal.map(AccountWording.retrying(after:)) ?? AccountWording.retrying(router), true)
    retry(at: retrySchedule.failed(at: .now(), asked: asked))
  }

  private func retry(at time: MonotonicTime) {
    cancelRetry()
    nextAttempt = time
    retryTimer = loop.schedule(after: time - .now()) { [unowned self] in
      retryTimer = nil
      connect()
    }
  }

  /// Says something that passes.
  func notice(_ text: String) {
    tell(text, true)
    cancelNotice()
    noticeTimer = loop.schedule(after: Account.noticeTime) { [unowned self] in
      noticeTimer = nil
      if session.state == .online, status.text == text {
        tell(connectedText, false)
      }
    }
  }

  private func cancelNotice() {
    if let noticeTimer { loop.cancel(noticeTimer) }
    noticeTimer = nil
  }

  private func tell(_ text: String, _ isError: Bool) {
    status = Status(text: text, isError: isError)
    onStatus?(status)
  }

  private func cancelRetry() {
    if let retryTimer { loop.cancel(retryTimer) }
    retryTimer = nil
  }
}
