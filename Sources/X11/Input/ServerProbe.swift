import CXlib

/// Proves that an input method's server answers before anything waits for it.
///
/// libX11 waits for ever for the answers of a server that hangs, so it must never be asked while one does.
/// A server has to answer questions about its selection, as clients ask them to find it (the XIM
/// protocol's preconnection). The same question, with a limit of ours, tells three servers apart: one that
/// answers, one that is gone, for which the X server answers at once, and one that is silent.
@safe
final class ServerProbe {
  enum Answer {
    case alive, absent, silent
  }

  /// How long an answer that something waits for may take.
  private static let patience = Duration.milliseconds(400)
  /// How long a question beside a key may go without an answer before keys go past the server.
  private static let limit = Duration.seconds(1)
  /// A proof that is younger needs no new question beside a key.
  private static let freshness = Duration.milliseconds(200)

  /// The property of the root window that lists servers: it is written when one comes.
  let serverList: Atom
  /// What messages of servers are.
  let protocolMessage: Atom
  /// How their texts are written.
  let compoundText: Atom
  private let display: OpaquePointer
  private let root: Window
  private let window: Window
  private let selection: Atom
  private let target: Atom
  /// Where answers are put: to questions on the way, and to one that is waited for.
  private let (later, now): (Atom, Atom)
  private var askedAt: ContinuousClock.Instant?
  private var provedAt: ContinuousClock.Instant?
  /// Ends waits for a server that was there and stopped; a connection of its own, made when the first server is.
  private(set) lazy var limit = unsafe WaitLimit(
    on: display, window: window,
    .init(
      protocolMessage: protocolMessage, connectMessage: connectMessage, locales: target,
      transport: transport, mark: mark))
  private let (connectMessage, transport, mark): (Atom, Atom, Atom)

  /// Makes a probe: two round trips.
  ///
  /// - Parameters:
  ///   - name: What XMODIFIERS calls the server.
  ///   - display: Where it is looked for.
  init(for name: String, on display: OpaquePointer) {
    unsafe self.display = unsafe display
    root = unsafe XDefaultRootWindow(display)
    let names = [
      "@server=" + name, "LOCALES", "XIM_SERVERS", "BANTER_LATER", "BANTER_NOW", "_XIM_PROTOCOL",
      "COMPOUND_TEXT", "_XIM_XCONNECT", "TRANSPORT", "BANTER_MARK",
    ]
    let texts = unsafe names.map { unsafe strdup($0) }
    defer { unsafe texts.forEach { unsafe free($0) } }
    var pointers = unsafe texts
    var found = [Atom](repeating: 0, count: names.count)
    unsafe XInternAtoms(display, &pointers, Int32(names.count), 0, &found)
    (selection, target, serverList) = (found[0], found[1], found[2])
    (later, now) = (found[3], found[4])
    (protocolMessage, compoundText) = (found[5], found[6])
    (connectMessage, transport, mark) = (found[7], found[8], found[9])
    window = unsafe SelectionOwner.makeWindow(on: display)
    var attributes = unsafe XWindowAttributes()
    guard unsafe XGetWindowAttributes(display, root, &attributes) != 0 else { return }
    let mask = unsafe attributes.your_event_mask
    unsafe XSelectInput(display, root, mask | PropertyChangeMask)
  }

  /// Whether a question has gone without an answer for too long.
  var isOverdue: Bool { askedAt.map { ContinuousClock.now - $0 > Self.limit } ?? false }

  /// Asks without waiting, unless that was done or the server has just answered.
  func ask() {
    if askedAt != nil { return }
    if let provedAt, ContinuousClock.now - provedAt < Self.freshness { return }
    askAnew()
  }

  /// Asks though an answer to another question may be missing.
  func askAnew() {
    askedAt = .now
    convert(into: later)
  }

  /// Asks and waits for the answer, but not for long.
  func answer() -> Answer {
    convert(into: now)
    unsafe XFlush(display)
    let end = ContinuousClock.now + Self.patience
    while true {
      var event = unsafe XEvent()
      while unsafe XCheckTypedWindowEvent(display, window, SelectionNotify, &event) != 0 {
        if let answer = unsafe take(event.xselection, isWaitedFor: true) { return answer }
      }
      let rest = end - .now
      guard rest > .zero else { return .silent }
      wait(atMost: rest)
    }
  }

  /// Takes the answer to a question.
  ///
  /// - Returns: What it says of the server; nil where the event is none.
  func handle(_ event: XEvent) -> Answer? {
    guard unsafe event.type == SelectionNotify, unsafe event.xselection.requestor == window else {
      return nil
    }
    return unsafe take(event.xselection, isWaitedFor: false)
  }

  private func take(_ event: XSelectionEvent, isWaitedFor: Bool) -> Answer? {
    let property = unsafe event.property
    if property == later { askedAt = nil }
    guard property != 0 else {
      // Which question it answers is all the same: nobody is there.
      askedAt = nil
      return .absent
    }
    unsafe XDeleteProperty(display, window, property)
    provedAt = .now
    // An older answer says nothing of a server that was asked again.
    return isWaitedFor && property != now ? nil : .alive
  }

  private func convert(into property: Atom) {
    unsafe XConvertSelection(display, selection, target, property, window, Time(CurrentTime))
  }

  private func wait(atMost time: Duration) {
    let milliseconds =
      time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
    var descriptor = unsafe pollfd(
      fd: XConnectionNumber(display), events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&descriptor, 1, Int32(clamping: milliseconds + 1))
  }

  func close() {
    limit?.close()
    unsafe XDestroyWindow(display, window)
  }
}
