import CXlib

extension InputMethod {
  /// Gives an event to XFilterEvent, if it may have it.
  ///
  /// - Returns: Whether nobody else gets it.
  func filter(_ event: inout XEvent) -> Bool {
    guard unsafe !isAbandoned(event), unsafe prepareToFilter(event) else { return false }
    let isForServer = unsafe [KeyPress, KeyRelease, ClientMessage].contains(event.type)
    // libX11 sends keys to a server that may just have died.
    guard isForServer, hasServer else { return unsafe XFilterEvent(&event, 0) != 0 }
    return asking {
      unsafe ErrorHandling.trapping(display) { unsafe XFilterEvent(&event, 0) != 0 }
    }
  }

  /// Takes every event before XFilterEvent.
  ///
  /// - Returns: Whether XFilterEvent may have it: keys go past a server that hangs.
  func prepareToFilter(_ event: borrowing XEvent) -> Bool {
    switch unsafe event.type {
    case SelectionNotify: unsafe serverAnswered(event)
    case PropertyNotify: unsafe serversChanged(event.xproperty)
    case ClientMessage: return unsafe takeLongMessage(event.xclient)
    case KeyPress:
      guard let context = unsafe contexts[event.xkey.window] else { return true }
      open()
      context.prepare()
      return watchOver(key: true)
    case KeyRelease: return watchOver(key: false)
    default: break
    }
    return true
  }

  /// Whether libX11 may wait for an answer of the server.
  ///
  /// One trip to the server, and only where there is one. News of a server's death is read on the way:
  /// libX11 looks at no other event while it waits.
  func isAnswering() -> Bool {
    guard hasServer, let probe else { return true }
    guard !isSilent else { return false }
    switch probe.answer() {
    case .alive: return true
    case .absent:
      readDeaths()
      return !hasServer
    case .silent:
      isSilent = true
      return false
    }
  }

  // MARK: Keys

  /// Asks beside a key whether the server is well, and waits for no answer.
  ///
  /// - Returns: Whether the key may go to it.
  private func watchOver(key isPress: Bool) -> Bool {
    guard hasServer, let probe else { return true }
    if probe.isOverdue { isSilent = true }
    if isPress, !isSilent { probe.ask() }
    return !isSilent
  }

  // MARK: Servers that come and go

  private func serverAnswered(_ event: XEvent) {
    guard let answer = unsafe probe?.handle(event), answer == .alive else { return }
    isSilent = false
    if !hasServer { serverCame = true }
  }

  /// The list of servers was written: one may have come.
  private func serversChanged(_ event: XPropertyEvent) {
    guard let probe, !hasServer, unsafe event.atom == probe.serverList else { return }
    probe.askAnew()
  }

  private func readDeaths() {
    var others: [XEvent] = unsafe []
    var event = unsafe XEvent()
    while unsafe XCheckTypedEvent(display, DestroyNotify, &event) != 0 {
      if unsafe XFilterEvent(&event, 0) == 0 { unsafe others.append(event) }
    }
    while var event = unsafe others.popLast() { unsafe XPutBackEvent(display, &event) }
  }
}
