import CXlib

/// The connection to the input method: dead keys, Compose, and the servers for Chinese, Japanese, ….
///
/// Opening one costs time (the Compose table, a server's answers), so it waits for `open()` after the
/// first paint or for the first key. Where `XMODIFIERS` names a server that isn't there, libX11's own
/// "@im=none" does dead keys and Compose until the server comes.
///
/// A server may go at any time. libX11 then frees the method and every context itself, so its
/// callbacks only forget pointers; `generation` counts, and each context is made again when it is next
/// wanted. No callback opens anything: XRegisterIMInstantiateCallback may call back before it returns.
/// `update()` does, once each wake-up. libX11 waits for ever for a dead server's answer, so whatever
/// wants one calls `noticeDeath()` first. A server that lives and hangs still hangs us: that is known
/// and not dealt with here.
@safe
final class InputMethod {
  let display: OpaquePointer
  /// libX11's method, or nil: never opened, lost, or none for this locale.
  private(set) var handle: XIM?
  /// Counts what was opened and lost; a context made in another generation is no more.
  private(set) var generation = 0
  /// Whether a server answers, which wants to know where the caret is.
  private(set) var hasServer = false
  private(set) var style: XIMStyle = 0

  /// Whether it was opened, with whatever success.
  private(set) var isOpen = false
  private var isStale = true
  private var isWaitingForServer = false
  private var serverCame = false
  private var contexts: [Window: InputContext] = [:]
  private let relay = InputMethodRelay()
  /// For ever: libX11 does not say when it has called back for the last time.
  private let retainedRelay: Unmanaged<InputMethodRelay>
  private let onServerCame: XIDProc = { _, data, _ in
    unsafe InputMethod.from(data)?.serverCame = true
  }

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
    update()
  }

  /// Has the context ready that an event is for: call it before XFilterEvent, for every event.
  func prepareToFilter(_ event: borrowing XEvent) {
    guard unsafe event.type == KeyPress, let context = unsafe contexts[event.xkey.window] else {
      return
    }
    open()
    context.prepare()
  }

  /// Follows a server that came or went and tells it where the caret is.
  ///
  /// Call it once each wake-up, when no event is left in the queue.
  func update() {
    guard isOpen else { return }
    if serverCame { leaveForServer() }
    if isStale { reopen() }
    contexts.values.first { $0.isFocused }?.update()
  }

  /// Closes the method and its contexts.
  ///
  /// - Parameter displayIsLost: Whether the display may not be touched any more.
  func close(displayIsLost: Bool = false) {
    guard relay.method != nil else { return }
    isOpen = false
    if !displayIsLost {
      stopWaiting()
      closeHandle()
    }
    for context in contexts.values { context.forgetHandle() }
    relay.method = nil
    contexts = [:]
  }

  func forget(_ context: InputContext) {
    contexts[context.window] = nil
  }

  // MARK: Opening

  private func reopen() {
    isStale = false
    let modifiers = InputMethodLocale.prepare()
    if let method = unsafe XOpenIM(display, nil, nil, nil) {
      return unsafe adopt(method, isServer: InputMethodLocale.namesServer(modifiers))
    }
    InputMethodLocale.useNoServer()
    let local = unsafe XOpenIM(display, nil, nil, nil)
    // The waiting below compares the modifiers and opens with them: they must name the server.
    InputMethodLocale.useEnvironment()
    if let local = unsafe local { unsafe adopt(local, isServer: false) }
    if InputMethodLocale.namesServer(modifiers) { waitForServer() }
  }

  private func adopt(_ method: XIM, isServer: Bool) {
    generation += 1
    unsafe handle = unsafe method
    hasServer = isServer
    style = unsafe InputMethodStyle.choose(of: method)
    var onDestroy = unsafe destroyCallback
    _ = unsafe banter_set_input_method_destroy_callback(method, &onDestroy)
  }

  private func closeHandle() {
    noticeDeath()
    for context in contexts.values { context.release() }
    if let handle = unsafe handle { _ = unsafe XCloseIM(handle) }
    unsafe handle = nil
    hasServer = false
    generation += 1
  }

  // MARK: Servers that come

  private func waitForServer() {
    guard !isWaitingForServer else { return }
    isWaitingForServer =
      unsafe XRegisterIMInstantiateCallback(
        display, nil, nil, nil, onServerCame, retainedRelay.toOpaque()) != 0
  }

  private func stopWaiting() {
    guard isWaitingForServer else { return }
    isWaitingForServer = false
    // Recognised by the very same arguments and locale modifiers.
    unsafe XUnregisterIMInstantiateCallback(
      display, nil, nil, nil, onServerCame, retainedRelay.toOpaque())
  }

  private func leaveForServer() {
    serverCame = false
    stopWaiting()
    closeHandle()
    isStale = true
  }

  // MARK: Servers that go

  /// Reads the news of a server's death that may be on its way, for what would wait for its answer.
  ///
  /// libX11 waits for ever for the answer of a server that is gone, because it looks at no other event
  /// then. One round trip to the X server, and only where there is an input method server.
  func noticeDeath() {
    guard hasServer else { return }
    unsafe XSync(display, 0)
    var others: [XEvent] = unsafe []
    var event = unsafe XEvent()
    while unsafe XCheckTypedEvent(display, DestroyNotify, &event) != 0 {
      if unsafe XFilterEvent(&event, 0) == 0 { unsafe others.append(event) }
    }
    while var event = unsafe others.popLast() { unsafe XPutBackEvent(display, &event) }
  }

  /// The callback for the method itself: all of it is about to be freed.
  private var destroyCallback: XIMCallback {
    unsafe XIMCallback(client_data: callbackData) { _, data, _ in
      unsafe InputMethod.from(data)?.wasDestroyed()
    }
  }

  /// The callback for a context: it is about to be freed.
  var contextDestroyCallback: XIMCallback {
    unsafe XIMCallback(client_data: callbackData) { context, data, _ in
      unsafe InputMethod.from(data)?.contextWasDestroyed(context)
    }
  }

  private var callbackData: XPointer {
    unsafe retainedRelay.toOpaque().assumingMemoryBound(to: CChar.self)
  }

  private static func from(_ data: XPointer?) -> InputMethod? {
    guard let data = unsafe data else { return nil }
    return unsafe Unmanaged<InputMethodRelay>.fromOpaque(data).takeUnretainedValue().method
  }

  private func wasDestroyed() {
    unsafe handle = nil
    hasServer = false
    generation += 1
    isStale = true
    for context in contexts.values { context.forgetHandle() }
  }

  private func contextWasDestroyed(_ destroyed: OpaquePointer?) {
    for context in contexts.values where unsafe context.handle == destroyed {
      context.forgetHandle()
    }
  }
}
