import Framing
import Routing
import RoutingTestSupport

/// A router with people in it, who remember what they were sent.
final class House {
  var router: Router
  var log = MemoryLog()
  var now: Int64 = 1_700_000_000_000
  private(set) var sent: [SessionID: [Outgoing]] = [:]
  private(set) var closed: [SessionID: CloseCode] = [:]
  private var lastID: UInt64 = 0

  init(_ options: Router.Options = Router.Options()) {
    router = Router(options: options)
  }

  func connect(_ kind: FrameKind, isNear: Bool = true) -> SessionID {
    lastID += 1
    let id = SessionID(rawValue: lastID)
    router.connect(id, speaking: kind, isNear: isNear)
    return id
  }

  func version1(_ name: String) -> SessionID {
    let id = connect(.json)
    send(.register(Registration(username: name)), id)
    return id
  }

  func version2(
    _ name: String, device: String? = nil, display: String? = nil, isNear: Bool = true
  ) -> SessionID {
    let id = connect(.json, isNear: isNear)
    let registration = Registration(username: name, version: 2, device: device, display: display)
    send(.register(registration), id)
    return id
  }

  func legacy(_ name: String) -> SessionID {
    let id = connect(.legacy)
    send(.username(name), id)
    return id
  }

  func send(_ message: Message, _ id: SessionID) {
    note(router.receive(message, from: id, at: now))
  }

  func send(_ message: LegacyMessage, _ id: SessionID) {
    note(router.receive(message, from: id, at: now))
  }

  func refuse(_ error: MessageError, _ id: SessionID) {
    note(router.refuse(error, from: id, at: now))
  }

  func refuse(_ error: FramingError, _ id: SessionID) {
    note(router.refuse(error, from: id, at: now))
  }

  /// Asks about somebody's keys, which are these.
  func askKeys(of name: String, _ id: SessionID, are pins: Set<Pin>? = nil) {
    note(router.tellKeys(of: name, to: id) { _ in pins })
  }

  func changeKeys(of name: Name, to pins: Set<Pin>?) {
    note(router.keysChanged(of: name, to: pins))
  }

  func disconnect(_ id: SessionID) {
    note(router.disconnect(id, at: now))
  }

  /// Lets time pass, and the router do what it wants to do in it.
  func wait(_ milliseconds: Int64) {
    let end = now + milliseconds
    while let tick = router.nextTick, tick <= end {
      now = max(now, tick)
      note(router.tick(at: now))
    }
    now = end
  }

  /// Lets time pass in which the router sends so few lists of users.
  func step(_ milliseconds: Int64, lists limit: Int) {
    if let tick = router.nextTick, tick <= now { note(router.tick(at: now, atMost: limit)) }
    now += milliseconds
  }

  // What the router says: `#expect` can't ask what can't be copied.
  func isRegistered(_ id: SessionID) -> Bool { router.isRegistered(id) }
  func name(of id: SessionID) -> String? { router.name(of: id) }
  func dialect(of id: SessionID) -> Dialect? { router.dialect(of: id) }
  func tick(at now: Int64, atMost limit: Int) -> [Delivery] { router.tick(at: now, atMost: limit) }
  var registeredCount: Int { router.registeredCount }
  var nextTick: Int64? { router.nextTick }

  /// What somebody was sent since this was asked last.
  func take(_ id: SessionID) -> [Outgoing] {
    defer { sent[id] = [] }
    return sent[id] ?? []
  }

  func messages(_ id: SessionID) -> [Message] {
    take(id).compactMap { if case .message(let message) = $0 { message } else { nil } }
  }

  func lines(_ id: SessionID) -> [String] {
    take(id).compactMap { if case .legacy(let text) = $0 { text } else { nil } }
  }

  func chats(_ id: SessionID) -> [Chat] {
    messages(id).compactMap { if case .chat(let chat) = $0 { chat } else { nil } }
  }

  func errors(_ id: SessionID) -> [ErrorMessage] {
    messages(id).compactMap { if case .error(let error) = $0 { error } else { nil } }
  }

  func acknowledgements(_ id: SessionID) -> [Acknowledgement] {
    messages(id).compactMap { if case .acknowledgement(let ack) = $0 { ack } else { nil } }
  }

  /// Forgets what everybody was sent, when all lists are out.
  func settle() {
    wait(1_000)
    sent = [:]
  }

  /// A list of users as the message that it is read as.
  private static func read(_ outgoing: Outgoing) -> Outgoing {
    guard case .userList(let frame) = outgoing else { return outgoing }
    let kind = frame[0] == 0 ? FrameKind.json : .legacy
    var decoder = FrameDecoder(kind: kind, limit: Limits.frameFromRouter)
    decoder.append(frame.span)
    guard let body = try? decoder.next(), !decoder.isInsideFrame else { return outgoing }
    guard kind == .json else { return .legacy(String(decoding: body, as: UTF8.self)) }
    return (try? Message.parse(body.span)).map(Outgoing.message) ?? outgoing
  }

  /// What is queued for the log comes before what is answered at once.
  func note(_ deliveries: [Delivery]) {
    deliver(log.commit(&router, at: now))
    deliver(deliveries)
  }

  private func deliver(_ deliveries: [Delivery]) {
    for delivery in deliveries {
      switch delivery {
      case .send(let outgoing, let ids):
        precondition(!ids.isEmpty && Set(ids).count == ids.count, "nobody, or somebody twice")
        for id in ids {
          precondition(closed[id] == nil, "sent to after its close")
          sent[id, default: []].append(Self.read(outgoing))
        }
      case .close(let id, let code):
        precondition(closed.updateValue(code, forKey: id) == nil, "closed twice")
      }
    }
  }
}
