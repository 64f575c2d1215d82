import CXlib
import Widgets

/// The selections of the whole process, both ways: what it offers and what it asks for.
///
/// One hidden window owns PRIMARY and CLIPBOARD, so what was copied outlives the chat window it came
/// from. Everything is a state machine fed by `handle(_:)`: nothing ever waits for an event.
///
/// Offering (`own`, `SelectionOwner+Answer`): TARGETS, TIMESTAMP, MULTIPLE and the text in each form of
/// `TextTarget`; an answer is always sent, if only a refusal. A long text goes in parts (INCR,
/// `IncrementalSend`), each with its own copy: it goes on unchanged when the selection changes hands.
/// A requestor that vanishes costs an X error, which is ignored, and is forgotten.
///
/// Asking (`request`, `SelectionQuery`): each question has a window of its own, so no late answer to
/// one can be taken for another's. An owner that does nothing for 5 s is given up, as is a text
/// beyond 64 MiB: the answer is nil, none of it is kept and nothing is pasted.
///
/// Times are those of events; where there was none, the server is asked for its time by touching a
/// property (ICCCM 2.1), never CurrentTime.
@safe
final class SelectionOwner {
  typealias Schedule = (Duration, @escaping () -> Void) -> ScheduledTimer

  /// What is selected or copied here was replaced by somebody else's.
  var onLost: ((SelectionKind) -> Void)?

  let display: OpaquePointer
  let atoms: AtomTable
  let schedule: Schedule
  let health: ConnectionHealth
  let window: Window
  var owned: [SelectionKind: SelectionOwnedText] = [:]
  var sends: [IncrementalSend] = []
  /// The events that each requestor's window sent us before an incremental answer to it.
  var masksBefore: [Window: Int] = [:]
  var queries: [Window: SelectionQuery] = [:]
  private var waitingForTime: [(EventTime) -> Void] = []
  private var waitingToOwn: [SelectionKind: String] = [:]

  /// Makes the hidden window.
  ///
  /// - Parameters:
  ///   - display: The display that it is on.
  ///   - atoms: The display's atoms.
  ///   - health: Says when the display may not be touched any more.
  ///   - schedule: Calls a closure after a time.
  init(
    display: OpaquePointer, atoms: AtomTable, health: ConnectionHealth = ConnectionHealth(),
    schedule: @escaping Schedule
  ) {
    unsafe self.display = unsafe display
    self.atoms = atoms
    self.health = health
    self.schedule = schedule
    window = unsafe Self.makeWindow(on: display)
  }

  /// Takes a selection.
  ///
  /// - Parameters:
  ///   - kind: Which one.
  ///   - text: What it holds from now on.
  ///   - time: When the person did what selects or copies.
  func own(_ kind: SelectionKind, _ text: String, _ time: EventTime) {
    guard !health.isLost else { return }
    waitingToOwn[kind] = nil
    guard time == .none else { return take(kind, SelectionOwnedText(text: text, since: time)) }
    waitingToOwn[kind] = text
    withServerTime { [weak self] time in
      guard let self, let text = waitingToOwn.removeValue(forKey: kind) else { return }
      take(kind, SelectionOwnedText(text: text, since: time))
    }
  }

  private func take(_ kind: SelectionKind, _ text: SelectionOwnedText) {
    let selection = atoms.atom(of: kind)
    unsafe XSetSelectionOwner(display, selection, window, Time(text.since.milliseconds))
    // The server ignores a time before the last change of hands.
    owned[kind] = isOwner(of: kind) ? text : nil
  }

  /// Whether the server knows this process as the owner; a round trip.
  func isOwner(of kind: SelectionKind) -> Bool {
    unsafe XGetSelectionOwner(display, atoms.atom(of: kind)) == window
  }

  /// Answers an event that is about selections.
  ///
  /// - Returns: Whether it was.
  func handle(_ event: XEvent) -> Bool {
    switch unsafe event.type {
    case SelectionRequest: unsafe answer(event.xselectionrequest)
    case SelectionClear: unsafe lose(event.xselectionclear)
    case SelectionNotify: unsafe receive(event.xselection)
    case PropertyNotify: unsafe propertyChanged(event.xproperty)
    case DestroyNotify: unsafe requestorVanished(event.xdestroywindow.window)
    default: false
    }
  }

  private func lose(_ event: XSelectionClearEvent) -> Bool {
    guard unsafe event.window == window else { return false }
    let time = unsafe EventTime(event.time)
    // An old loss may be read after the selection was taken again.
    guard let kind = unsafe atoms.kind(of: event.selection), let text = owned[kind],
      !time.isEarlier(than: text.since)
    else { return true }
    owned[kind] = nil
    onLost?(kind)
    return true
  }

  private func propertyChanged(_ event: XPropertyEvent) -> Bool {
    if unsafe event.window == window { return unsafe serverTold(EventTime(event.time)) }
    return unsafe event.state == PropertyDelete
      ? sendNextPart(to: event.window, property: event.atom)
      : receivePart(on: event.window, property: event.atom)
  }

  // MARK: The server's time

  /// Asks the server for its time and goes on with it.
  func withServerTime(_ body: @escaping (EventTime) -> Void) {
    waitingForTime.append(body)
    guard waitingForTime.count == 1 else { return }
    unsafe XChangeProperty(
      display, window, atoms[.timeProbe], XA_STRING, 8, PropModeAppend, nil, 0)
  }

  private func serverTold(_ time: EventTime) -> Bool {
    let waiting = waitingForTime
    waitingForTime = []
    for body in waiting { body(time) }
    return true
  }

  // MARK: Windows

  /// Makes a window that is never shown and tells of its properties.
  static func makeWindow(on display: OpaquePointer) -> Window {
    var attributes = XSetWindowAttributes()
    attributes.override_redirect = 1
    attributes.event_mask = PropertyChangeMask
    return unsafe XCreateWindow(
      display, XDefaultRootWindow(display), -1, -1, 1, 1, 0, 0, CUnsignedInt(InputOnly), nil,
      CUnsignedLong(CWOverrideRedirect | CWEventMask), &attributes)
  }
}
