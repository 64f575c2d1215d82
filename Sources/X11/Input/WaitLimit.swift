import CXlib

/// Ends libX11's waits for an input method's server that has stopped.
///
/// libX11 waits for a server without a limit, and looks at nothing else meanwhile (`XIfEvent`). So a timer's signal has
/// the X server send us, by a second connection, what looks to libX11 as if the server had failed:
///
///     _XIM_PROTOCOL     a packet in a property that is not there: ends each wait for a packet (`_XimXRead`)
///     _XIM_XCONNECT     ends the wait before the first packet (`_XimXConnect`); the next one then comes to us
///     SelectionNotify   ends the waits before that (`_XimGetSelectionNotify`): the server knows no locale of ours,
///                       or, since libX11 frees something twice where this is refused, a transport
///
/// They are sent again and again until the call returns, and what was not needed of them is taken out of the queue.
/// The call has failed then, and libX11 has tidied up after it.
@safe
final class WaitLimit {
  struct Names {
    let protocolMessage: Atom
    let connectMessage: Atom
    let locales: Atom
    let transport: Atom
    /// The selection of what is answered in a server's place, and what the mark behind all events is.
    let mark: Atom
  }

  private static let interval = Duration.milliseconds(20)
  /// libX11 asks from a window that it makes for it, one for each server that is listed.
  private static let windowCount: UInt = 16
  private static let drainTime = Duration.seconds(1)

  private let display: OpaquePointer
  /// Ours, where the events go.
  private let window: Window
  private let names: Names
  private let connection: OpaquePointer
  private let end: UnsafeMutablePointer<banter_wait_end>
  private let requests: UnsafeMutableBufferPointer<UInt8>
  /// Null where it is the first of this process: glibc counts them.
  private var timer: timer_t?
  private var isOpen = true
  private var isArmed = false
  /// Whether the requests are those for any call but the one that opens a method.
  private var isReady = false

  /// Connects once more to a display; nil where that, or a timer, can't be had.
  ///
  /// - Parameters:
  ///   - display: Where libX11 waits.
  ///   - window: One of this client's.
  ///   - names: What the events carry.
  init?(on display: OpaquePointer, window: Window, _ names: Names) {
    guard let connection = unsafe xcb_connect(XDisplayString(display), nil) else { return nil }
    unsafe self.display = unsafe display
    self.window = window
    self.names = names
    unsafe self.connection = unsafe connection
    unsafe end = .allocate(capacity: 1)
    unsafe requests = .allocate(capacity: Self.capacity)
    unsafe end.initialize(
      to: banter_wait_end(
        connection: xcb_get_file_descriptor(connection), requests: requests.baseAddress, count: 0,
        has_rung: 0))
    let isUsable = unsafe xcb_connection_has_error(connection) == 0
    guard isUsable, unsafe banter_make_wait_timer(end, &timer) == 0 else {
      unsafe xcb_disconnect(connection)
      return nil
    }
  }

  /// Closes the connection; what the signal's handler needs stays, since a signal may be on its way.
  func close() {
    guard isOpen else { return }
    isOpen = false
    unsafe timer_delete(timer)
    unsafe end.pointee.connection = -1
    unsafe xcb_disconnect(connection)
  }

  /// Makes a call in which libX11 may wait, and ends its waits once it has taken too long.
  ///
  /// - Parameters:
  ///   - patience: How long it may take.
  ///   - opens: Whether the call opens a method.
  ///   - body: The call.
  /// - Returns: What it returned, and whether it was ended: then it has failed, whatever it returned.
  func limit<Result>(
    to patience: Duration, opens: Bool = false, _ body: () -> Result
  ) -> (result: Result, wasEnded: Bool) {
    guard isOpen, !isArmed else { return (body(), false) }
    isArmed = true
    defer { isArmed = false }
    forgetErrors()
    prepare(opens: opens)
    unsafe end.pointee.has_rung = 0
    set(first: patience, then: Self.interval)
    let result = body()
    set(first: .zero, then: .zero)
    guard unsafe end.pointee.has_rung != 0 else { return (result, false) }
    drain()
    return (result, true)
  }

  // MARK: Requests

  private static let eventSize = 44
  /// For all requests, with room to spare.
  private static let capacity = 4_096

  private func prepare(opens: Bool) {
    if isReady, !opens { return }
    // An atom that names no property of libX11's window.
    var all = send(client(names.protocolMessage, 4, UInt32(truncatingIfNeeded: names.mark)))
    if opens {
      // What libX11 makes next has the numbers after this.
      let probe = unsafe SelectionOwner.makeWindow(on: display)
      unsafe XDestroyWindow(display, probe)
      all += send(client(names.connectMessage, UInt32(truncatingIfNeeded: window), 0))
      all += (1...Self.windowCount).flatMap { answer(to: probe + $0) }
    }
    store(all)
    isReady = !opens
  }

  private func store(_ bytes: [UInt8]) {
    unsafe end.pointee.count = unsafe requests.update(fromContentsOf: bytes)
  }

  /// SendEvent to whoever made the window.
  private func send(_ event: [UInt8]) -> [UInt8] {
    [25, 0] + Self.bytes(UInt16(Self.eventSize / 4))
      + Self.bytes(UInt32(truncatingIfNeeded: window)) + Self.bytes(UInt32(0)) + event
  }

  /// A ClientMessage of 32-bit values.
  private func client(_ type: Atom, _ first: UInt32, _ second: UInt32) -> [UInt8] {
    let values = [
      UInt32(truncatingIfNeeded: window), UInt32(truncatingIfNeeded: type), first, second, 0, 0, 0,
    ]
    return [33, 32, 0, 0] + values.flatMap(Self.bytes)
  }

  /// The answer of a server that knows no locale, or else one transport, to one of libX11's windows.
  private func answer(to requestor: Window) -> [UInt8] {
    let mark = UInt32(truncatingIfNeeded: names.mark)
    let values = [0, UInt32(truncatingIfNeeded: requestor), mark, mark, mark, 0, 0]
    return change(names.locales, of: requestor, to: "@locale=-")
      + change(names.transport, of: requestor, to: "@transport=X/")
      + send([31, 0, 0, 0] + values.flatMap(Self.bytes))
  }

  /// ChangeProperty, whose type is the property itself; an error where there is no such window, which nobody reads.
  private func change(_ property: Atom, of window: Window, to value: String) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (4 - value.utf8.count % 4) % 4)
    let atom = UInt32(truncatingIfNeeded: property)
    let length = 6 + (value.utf8.count + padding.count) / 4
    return [18, UInt8(PropModeReplace)] + Self.bytes(UInt16(length))
      + [UInt32(truncatingIfNeeded: window), atom, atom].flatMap(Self.bytes) + [8, 0, 0, 0]
      + Self.bytes(UInt32(value.utf8.count)) + Array(value.utf8) + padding
  }

  /// In this machine's order, which Xlib has told the X server.
  private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    unsafe withUnsafeBytes(of: number) { unsafe Array($0) }
  }

  private func set(first: Duration, then interval: Duration) {
    var time = itimerspec(
      it_interval: Self.time(interval), it_value: Self.time(first))
    unsafe timer_settime(timer, 0, &time, nil)
  }

  private static func time(_ duration: Duration) -> timespec {
    let (seconds, rest) = duration.components
    return timespec(tv_sec: Int(seconds), tv_nsec: Int(rest / 1_000_000_000))
  }

  // MARK: Tidying up

  /// Nobody reads what the X server says on the second connection, such as that a keyboard changed.
  private func forgetErrors() {
    var bytes = [UInt8](repeating: 0, count: 1_024)
    while unsafe read(end.pointee.connection, &bytes, bytes.count) > 0 {}
  }

  /// Takes what was sent out of the queue: the next wait would take it for its own answer.
  private func drain() {
    store(send(client(names.mark, 0, 0)))
    isReady = false
    _ = unsafe write(end.pointee.connection, end.pointee.requests, end.pointee.count)
    let deadline = ContinuousClock.now + Self.drainTime
    while !takeEvents(), ContinuousClock.now < deadline {
      var descriptor = unsafe pollfd(
        fd: XConnectionNumber(display), events: Int16(POLLIN), revents: 0)
      _ = unsafe poll(&descriptor, 1, 10)
    }
  }

  private struct Ours {
    let window: Window
    let mark: Atom
  }

  /// Takes those of our events that have come.
  ///
  /// - Returns: Whether the last of them was among these.
  private func takeEvents() -> Bool {
    var ours = Ours(window: window, mark: names.mark)
    var event = unsafe XEvent()
    return unsafe withUnsafeMutableBytes(of: &ours) { ours in
      let argument = unsafe ours.baseAddress?.assumingMemoryBound(to: CChar.self)
      while unsafe XCheckIfEvent(display, &event, { unsafe WaitLimit.isOurs($1, $2) }, argument)
        != 0
      {
        if unsafe event.type == ClientMessage, unsafe event.xclient.message_type == names.mark {
          return true
        }
      }
      return false
    }
  }

  private static func isOurs(_ event: UnsafeMutablePointer<XEvent>?, _ argument: XPointer?) -> Int32
  {
    guard let event = unsafe event?.pointee, let argument = unsafe argument else { return 0 }
    let ours = unsafe UnsafeRawPointer(argument).load(as: Ours.self)
    switch unsafe event.type {
    case ClientMessage: return unsafe event.xclient.window == ours.window ? 1 : 0
    case SelectionNotify: return unsafe event.xselection.selection == ours.mark ? 1 : 0
    default: return 0
    }
  }
}
