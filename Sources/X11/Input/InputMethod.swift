import CXlib
import Logging

/// The connection to the input method: dead keys, Compose, and the servers for Chinese, Japanese, ….
///
/// Opening one costs time (the Compose table, a server's answers), so it waits for `open()` after the
/// first paint or for the first key. Where `XMODIFIERS` names a server that isn't there, libX11's own
/// "@im=none" does dead keys and Compose until the server comes, which the root window's list of
/// servers tells.
///
/// A server may go at any time. libX11 then frees the method and every context itself, so its
/// callbacks only forget pointers; `generation` counts, and each context is made again when it is next
/// wanted. A server may also hang: libX11 would wait for it for ever. So whatever waits for an answer
/// first has the server prove that it gives some (`isAnswering`, `ServerProbe`), for 0.4 s at most;
/// while it is silent nothing is asked of it, keys go past it, and its answer, when it comes, ends that.
///
/// What a server composes is drawn in the entry if the server offers that and libX11 tells it of the caret
/// there too, so that its list of candidates follows (`CaretNews`); else the server shows both at the caret.
@safe
final class InputMethod {
  let display: OpaquePointer
  /// libX11's method, or nil: never opened, lost, or none for this locale.
  private(set) var handle: XIM?
  /// Counts what was opened and lost; a context made in another generation is no more.
  private(set) var generation = 0
  /// Whether a server has been opened, which wants to know where the caret is.
  private(set) var hasServer = false
  /// How what is composed is shown.
  private(set) var style: XIMStyle = 0
  /// How a server hears where the caret is; nil before a context has found out.
  var caretNews: CaretNews?
  /// Where a person wants to see what is composed; nil to leave it to what works.
  var preeditPlace: PreeditPlace? { didSet { if preeditPlace != oldValue { chooseStyle() } } }
  /// The server was asked and did not answer: nothing may wait for it.
  var isSilent = false {
    didSet {
      guard isSilent != oldValue else { return }
      if isSilent { silenceCount += 1 }
      for context in contexts.values { context.showPreedit() }
    }
  }
  /// How often the server was found to be silent.
  private(set) var silenceCount = 0
  /// The server stopped while libX11 waited for it, so what libX11 has of it is worth nothing.
  private var mustLeave = false
  /// What libX11 made for the server, between two windows of ours.
  var windowsOfServer: ClosedRange<Window>?
  /// The same of methods that were closed while their server hung.
  var abandoned: [ClosedRange<Window>] = []
  /// A server that was not there has answered.
  var serverCame = false
  /// Nil where XMODIFIERS names no server.
  private(set) var probe: ServerProbe?

  /// Whether it was opened, with whatever success.
  private(set) var isOpen = false
  private var isStale = true
  private var offeredStyles: [XIMStyle] = []
  private(set) var contexts: [Window: InputContext] = [:]
  private let relay = InputMethodRelay()
  let logger = Logger(label: "banter.input")
  /// For ever: libX11 does not say when it has called back for the last time.
  private let retainedRelay: Unmanaged<InputMethodRelay>

  /// Makes a method that is not open yet.
  ///
  /// - Parameter display: The display; `close()` comes before it is closed.
  init(display: OpaquePointer) {
    unsafe self.display = unsafe display
    unsafe retainedRelay = Unmanaged.passRetained(relay)
    relay.method = self
  }

  /// Makes the context of a window, which lives until its `destroy()`.
  ///
  /// - Parameters:
  ///   - window: The window whose keys it reads.
  ///   - eventMask: What the window selects, to which the method's own events are added.
  /// - Returns: A context that is not open yet.
  func makeContext(for window: Window, selecting eventMask: Int) -> InputContext {
    let context = InputContext(window: window, eventMask: eventMask, of: self)
    contexts[window] = context
    return context
  }

  /// Opens the method now: call it after the first paint.
  func open() {
    guard !isOpen else { return }
    isOpen = true
    prepareLocale()
    update()
  }

  /// Follows a server that came or went and tells it where the caret is.
  ///
  /// Call it once each wake-up, when no event is left in the queue.
  func update() {
    guard isOpen else { return }
    if mustLeave { leave() }
    if serverCame { leaveForServer() }
    if isStale { reopen() }
    for context in contexts.values { context.tellFocus() }
    contexts.values.first { $0.isFocused }?.update()
  }

  /// Closes the method and its contexts.
  ///
  /// - Parameter displayIsLost: Whether the display may not be touched any more.
  func close(displayIsLost: Bool = false) {
    guard relay.method != nil else { return }
    isOpen = false
    if !displayIsLost {
      closeHandle()
      probe?.close()
    }
    for context in contexts.values { context.forgetHandle() }
    relay.method = nil
    probe = nil
    contexts = [:]
  }

  func forget(_ context: InputContext) {
    contexts[context.window] = nil
  }

  // MARK: Opening

  private func prepareLocale() {
    if let poor = InputMethodLocale.prepare() {
      logger.notice("The locale has no UTF-8, so C.UTF-8 is used.", metadata: ["locale": "\(poor)"])
    }
    if let server = InputMethodLocale.serverName(in: InputMethodLocale.useEnvironment()) {
      probe = unsafe ServerProbe(for: server, on: display)
    }
  }

  private func reopen() {
    isStale = false
    let answer = mustLeave ? .silent : probe?.answer()
    mustLeave = false
    isSilent = false
    if answer == .alive, let method = unsafe openServer() {
      return unsafe adopt(method, isServer: true)
    }
    isSilent = answer == .silent || mustLeave
    mustLeave = false
    if probe != nil { InputMethodLocale.useNoServer() }
    let local = unsafe XOpenIM(display, nil, nil, nil)
    InputMethodLocale.useEnvironment()
    if let local = unsafe local { unsafe adopt(local, isServer: false) }
  }

  private func adopt(_ method: XIM, isServer: Bool) {
    generation += 1
    unsafe handle = unsafe method
    hasServer = isServer
    offeredStyles = asking { unsafe InputMethodStyle.offered(by: method) }
    chooseStyle()
    var onDestroy = unsafe destroyCallback
    _ = unsafe banter_set_input_method_destroy_callback(method, &onDestroy)
  }

  /// Takes the style that is wanted and offered; contexts of another are made anew.
  private func chooseStyle() {
    caretNews = nil
    let mayBeInside = hasServer && (preeditPlace ?? .inside) == .inside
    let chosen = InputMethodStyle.choose(of: offeredStyles, mayBeInside: mayBeInside)
    guard chosen != style else { return }
    style = chosen
    remakeContexts()
  }

  /// The list of a method would not follow the caret where the preedit is inside: rather not inside, then.
  func leaveInside() {
    style = InputMethodStyle.choose(of: offeredStyles, mayBeInside: false)
    caretNews = .spot
    remakeContexts()
  }

  private func remakeContexts() {
    for context in contexts.values { context.release() }
    generation += 1
  }

  /// Closes what is open; for a server that is silent nothing waits.
  private func closeHandle() {
    _ = isAnswering()
    for context in contexts.values { context.release() }
    if let handle = unsafe handle {
      asking { unsafe ErrorHandling.trapping(display) { _ = unsafe XCloseIM(handle) } }
    }
    if hasServer, isSilent { abandonWindows() }
    unsafe handle = nil
    hasServer = false
    generation += 1
  }

  private func leaveForServer() {
    serverCame = false
    guard !hasServer else { return }
    closeHandle()
    isStale = true
  }

  // MARK: Servers that go

  /// The server stopped while libX11 waited for it.
  func hasHung() {
    guard !mustLeave else { return }
    logger.notice("The input method does not answer any more; keys go past it.")
    mustLeave = true
    isSilent = true
    // Its answer tells that it can be used again.
    probe?.askAnew()
  }

  /// Gives up a server that stopped, until it answers: what it composed is gone.
  private func leave() {
    closeHandle()
    isStale = true
  }

  /// What the callbacks are given.
  var callbackData: XPointer {
    unsafe retainedRelay.toOpaque().assumingMemoryBound(to: CChar.self)
  }

  func wasDestroyed() {
    unsafe handle = nil
    hasServer = false
    isSilent = false
    mustLeave = false
    generation += 1
    isStale = true
    for context in contexts.values { context.forgetHandle() }
  }
}
