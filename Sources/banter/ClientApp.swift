internal import ChatClient
internal import Framing
internal import SystemPackage
internal import Transport
internal import Widgets
internal import X11

/// The program: one event loop, one X connection, the people signed in and the window that asks.
///
/// Two trips go through here. A key press: the loop wakes on the X connection, `DisplayConnection`
/// finds the window, its entry calls `ChatWindow.onSubmit`, `ClientSession` makes the frame, `Connection`
/// holds it until the loop's `beforeWait`. A message: the loop wakes on the socket, `ClientSession` adds
/// it to its `Conversation`, the view that shows it marks its damage, and `beforeWait` draws that.
/// The program ends when its last window is closed or the X connection is lost.
final class ClientApp {
  let loop: EventLoop
  let display: DisplayConnection
  let place: StatePlace
  let security: Security
  /// Asks about the keys of routers.
  let questions: TrustQuestions
  private(set) var people: [SignedIn] = []
  var signInWindow: SignInWindow?
  var pending: Account?
  var router: RouterProcess?
  private var demo: Demo?
  private var help: HelpWindow?
  private var signals: Signals?
  private var idleWatch: IdleWatch?
  private var failure: String?
  private var displayWatch: Watch?
  /// How many descriptors the loop watches while nobody is connected.
  private var ownWatchCount = 0

  /// When the first windows have been drawn, or soon will be.
  private static let startTime = Duration.milliseconds(500)
  /// How long what was sent last may take to leave when the program ends.
  private static let farewellTime = Duration.seconds(1)

  /// Makes the program.
  ///
  /// - Parameters:
  ///   - options: Which display, and what it is told.
  ///   - place: Where the histories of the people are kept.
  ///   - security: How connections are protected.
  /// - Throws: `StartFailure` where there is no display.
  init(_ options: DisplayOptions, keeping place: StatePlace, _ security: Security) throws {
    let loop = EventLoop()
    self.loop = loop
    self.place = place
    self.security = security
    display = try ClientApp.openDisplay(options, on: loop)
    questions = TrustQuestions(on: display)
    display.onLost = { [unowned self] in lostDisplay() }
    display.onHelp = { [unowned self] in showHelp(at: $0) }
    display.onRest = { SpareMemory.giveBack() }
    signals = try Signals(Signals.requestsToEnd, on: loop) { [unowned self] _ in quit() }
    displayWatch = loop.watch(display.fileDescriptor, for: .readable) { [unowned self] _ in
      display.dispatchPending()
    }
    loop.beforeWait { [unowned self] in
      // What came is seen before the disk has taken it.
      let hasMore = display.prepareToWait()
      for person in people { person.account.settle() }
      pending?.settle()
      return display.flush() || hasMore
    }
    ownWatchCount = loop.watchCount
    idleWatch = makeIdleWatch()
  }

  private static func openDisplay(
    _ options: DisplayOptions, on loop: EventLoop
  ) throws(StartFailure) -> DisplayConnection {
    do throws(DisplayError) {
      return try DisplayConnection(options: options, programName: "banter") { after, action in
        schedule(action, after: after, on: loop)
      }
    } catch {
      throw StartFailure(error)
    }
  }

  private static func schedule(
    _ action: @escaping () -> Void, after: Duration, on loop: EventLoop
  ) -> ScheduledTimer {
    var id: TimerID?
    let timer = ScheduledTimer(action: action, onCancel: { if let id { loop.cancel(id) } })
    id = loop.schedule(after: after) { timer.fire() }
    return timer
  }

  /// Runs until the last window is closed.
  ///
  /// - Throws: `StartFailure` where the X connection was lost or the demo could not start.
  func run() throws(StartFailure) {
    loop.schedule(after: ClientApp.startTime) { SpareMemory.giveBack() }
    loop.run()
    finishSending()
    if let failure { throw StartFailure(description: failure) }
  }

  /// Signs in without asking.
  ///
  /// - Throws: What is wrong with the name or the router as written.
  func signIn(name: String, router: String) throws(StartFailure) {
    let destination = try ClientApp.place(router)
    let name = try ClientApp.checked(name)
    do throws(AccountFailure) {
      let account = try Account(
        name: name, to: destination, security, keeping: place, keepsTrying: true, on: loop)
      // It must be gone when it is closed: its history can be opened again only then.
      account.onFailure = { [unowned self, unowned account] in commandLineFailed($0, account) }
      add(account)
      account.connect()
    } catch {
      askToSignIn(name: name, router: router)?.show(error, at: destination.router)
    }
  }

  /// Lets the connections write what was sent last, and the windows close meanwhile.
  private func finishSending() {
    let deadline = MonotonicTime.now() + ClientApp.farewellTime
    while loop.watchCount > ownWatchCount, MonotonicTime.now() < deadline {
      loop.turn(waitingAtMost: .milliseconds(100))
    }
  }

  private static func place(_ text: String) throws(StartFailure) -> Destination {
    do throws(DestinationError) {
      return try Destination.parse(text)
    } catch {
      throw StartFailure(description: "\(error)")
    }
  }

  private static func checked(_ name: String) throws(StartFailure) -> String {
    do throws(NameError) {
      return try Name.parse(name).text
    } catch {
      throw StartFailure(description: Wording.text(for: error))
    }
  }

  /// Starts a router of its own and signs alice and bob in to it, their rosters side by side.
  func startDemo() throws(StartFailure) {
    do throws(RouterProcess.Failure) {
      demo = try Demo(on: loop) { [unowned self] in demoRouterStarted($0) }
    } catch {
      throw StartFailure(description: error.description)
    }
  }

  private func demoRouterStarted(_ result: Result<StartedRouter, RouterProcess.Failure>) {
    switch result {
    case .failure(let failure): fail(failure.description)
    case .success(let router):
      do throws(AccountFailure) {
        for (index, name) in Demo.names.enumerated() {
          try addToDemo(name, at: Demo.position(of: index, scale: display.scale), router)
        }
      } catch {
        fail(error.description)
      }
    }
  }

  private func addToDemo(
    _ name: String, at position: Point, _ router: StartedRouter
  ) throws(AccountFailure) {
    // Each with a key of their own, as two people have.
    let keyring = Keyring(in: .memory)
    let destination = Destination(router: router.place)
    do throws(KeyringFailure) {
      try keyring.trust(router, reachedAt: destination)
    } catch {
      throw .noKeyring(error)
    }
    let account = try Account(
      name: name, to: destination, .encrypted(keyring), keeping: .memory, keepsTrying: true,
      on: loop)
    let person = add(account, at: position)
    person.onRefresh = { [unowned self] in demo?.greet(people) }
    account.connect()
  }

  private func showHelp(at time: EventTime) {
    let window = help.flatMap { $0.isOpen ? $0 : nil } ?? HelpWindow(on: display)
    help = window
    window.show(at: time)
  }

  /// The router does not let in who was named on the command line: asks.
  private func commandLineFailed(_ failure: AccountFailure, _ account: Account) {
    askToSignIn(name: account.session.name, router: account.destination.text)?
      .show(failure, at: account.router)
    people.first { $0.account === account }?.close()
  }

  /// When a person last did something; nil before anybody has.
  var userTime: EventTime? {
    display.lastEventTime == .none ? nil : display.lastEventTime
  }

  /// Opens the roster window of a person.
  @discardableResult
  func add(_ account: Account, at position: Point? = nil) -> SignedIn {
    account.session.sendsReadReceipts = wantsReadReceipts
    questions.watch(account)
    let person = SignedIn(account, on: display, loop: loop, at: position)
    people.append(person)
    person.onClosed = { [unowned self, unowned person] in remove(person) }
    person.show(at: userTime)
    return person
  }

  private func remove(_ person: SignedIn) {
    people.removeAll { $0 === person }
    endIfNothingIsOpen()
  }

  func endIfNothingIsOpen() {
    guard people.isEmpty, signInWindow == nil else { return }
    help?.close()
    leave()
  }

  /// A signal: leaves the router and closes all windows.
  private func quit() {
    for person in people { person.close() }
    pending?.close()
    pending = nil
    signInWindow?.close()
    signInWindow = nil
    help?.close()
    leave()
  }

  /// Ends the program, once a clipboard manager has what was copied.
  private func leave() {
    display.saveClipboard { [unowned self] in loop.stop() }
  }

  /// The X server is gone: no window can be touched any more.
  private func lostDisplay() {
    // Its end would wake the loop for ever.
    if let displayWatch { loop.unwatch(displayWatch) }
    displayWatch = nil
    idleWatch?.stop()
    for person in people { person.account.close() }
    pending?.close()
    fail("The connection to the X server is lost.")
  }

  private func fail(_ reason: String) {
    failure = reason
    loop.stop()
  }
}
