import Framing
import Routing
import RoutingTestSupport

/// A router and who is connected to it; it does with bytes and deliveries what the daemon does.
///
/// Every delivery is held against what must be true of any: it goes to somebody who is connected and not
/// told to close, nobody gets it twice, its frame is read again as what was sent, and each client is sent
/// only what its dialect has (`Client.take`).
struct World: ~Copyable {
  /// How many clients there may be at once.
  static let seats = 6

  private var router = Router()
  private var log = MemoryLog()
  private var clients: [SessionID: Client] = [:]
  private var seats: [SessionID?] = Array(repeating: nil, count: World.seats)
  private var lastID: UInt64 = 0
  private var keys: [Name: Set<Pin>] = [:]
  private var now: Int64 = 1_700_000_000_000
  private var isShutDown = false
  /// The names of all who ever were here: only these can stand before a line.
  private var names = KnownNames()

  func kind(of seat: Int) -> FrameKind {
    id(of: seat).flatMap { clients[$0]?.kind } ?? .json
  }

  private func id(of seat: Int) -> SessionID? { seats[seat % World.seats] }

  // MARK: What happens

  mutating func connect(_ seat: Int, speaking kind: FrameKind) throws(Contradiction) {
    guard !isShutDown else { return }
    try disconnect(seat)
    lastID += 1
    let id = SessionID(rawValue: lastID, slot: UInt32(seat % World.seats))
    seats[seat % World.seats] = id
    clients[id] = Client(kind: kind)
    router.connect(id, speaking: kind)
  }

  mutating func disconnect(_ seat: Int) throws(Contradiction) {
    guard let id = id(of: seat) else { return }
    seats[seat % World.seats] = nil
    clients[id] = nil
    try deliver(router.disconnect(id, at: now))
    try require(!router.isRegistered(id), "registered after its end")
  }

  mutating func receive(_ bytes: [UInt8], at seat: Int) throws(Contradiction) {
    guard let id = id(of: seat) else { return }
    clients[id]?.decoder.append(bytes.span)
    while clients[id]?.isClosing == false {
      let body: [UInt8]?
      do throws(FramingError) {
        body = try clients[id]?.decoder.next()
      } catch {
        try deliver(router.refuse(error, from: id, at: now))
        return try require(clients[id]?.isClosing == true, "still open after \(error)")
      }
      guard let body else { return }
      try route(body, from: id)
    }
  }

  mutating func passTime(_ milliseconds: Int64) throws(Contradiction) {
    let end = now + milliseconds
    var turns = 0
    while let tick = router.nextTick, tick <= end {
      now = max(now, tick)
      try deliver(router.tick(at: now))
      turns += 1
      try require(turns < 1_000, "the router wants to tick for ever")
    }
    now = end
  }

  /// A name belongs to one key more, or to none any more.
  mutating func changeKeys(of text: String, _ byte: UInt8) throws(Contradiction) {
    guard let name = try? Name.parse(text) else { return }
    if byte == 0 {
      keys[name] = nil
    } else if let pin = Pin([UInt8](repeating: byte, count: Pin.byteCount)) {
      keys[name, default: []].insert(pin)
    }
    try deliver(router.keysChanged(of: name, to: keys[name]))
  }

  mutating func shutDown() throws(Contradiction) {
    isShutDown = true
    try deliver(router.shutDown { _ in 7 })
    for (id, client) in clients {
      try require(client.isClosing, "\(id) is open after the router's end")
    }
  }

  /// Everybody goes; nothing may be left.
  mutating func end() throws(Contradiction) {
    for seat in 0..<World.seats { try disconnect(seat) }
    try require(router.registeredCount == 0, "somebody is left")
    try require(router.tick(at: now + 10_000).isEmpty, "a list for nobody")
  }

  // MARK: What the daemon does

  private mutating func route(_ body: [UInt8], from id: SessionID) throws(Contradiction) {
    var twin = Router(copying: router)
    let frame = PhraseBook.frame(.json, around: body)
    let quick =
      clients[id]?.kind == .json
      ? try QuickWay.relay(frame, from: id, at: now, with: &twin) : nil
    let deliveries: [Delivery]
    do throws(MessageError) {
      if clients[id]?.kind == .legacy {
        deliveries = router.receive(try LegacyMessage.parse(body.span), from: id, at: now)
      } else {
        deliveries = receive(try Message.parse(body.span), from: id)
      }
    } catch {
      deliveries = router.refuse(error, from: id, at: now)
    }
    if let quick {
      let usual = try QuickWay.sent(deliveries)
      try require(quick == usual, "the quick way sends \(quick), the usual one \(usual)")
      try require(
        twin.queue == router.queue, "the quick way logs \(twin.queue), not \(router.queue)")
      // Either may go on: what they did to the router must be the same too.
      if body.count & 1 == 0 { router = twin }
    }
    noteRegistration(of: id)
    try deliver(deliveries)
  }

  /// Whose each name is, the daemon knows beside the router.
  private mutating func receive(_ message: Message, from id: SessionID) -> [Delivery] {
    guard case .askKeys(let user) = message, clients[id]?.dialect == .version2 else {
      return router.receive(message, from: id, at: now)
    }
    if let name = try? Name.parse(user) { clients[id]?.hasAskedFor.insert(name) }
    return router.tellKeys(of: user, to: id) { [keys] in keys[$0] }
  }

  private mutating func noteRegistration(of id: SessionID) {
    guard clients[id]?.dialect == nil, let dialect = router.dialect(of: id) else { return }
    clients[id]?.dialect = dialect
    clients[id]?.decoder.limit = Limits.frameFromClient
    clients[id]?.name = router.name(of: id)
    if let name = router.name(of: id) { names.insert(name) }
  }

  /// What is queued for the log comes before what is answered at once.
  private mutating func deliver(_ deliveries: [Delivery]) throws(Contradiction) {
    let logged = log.commit(&router, at: now)
    for delivery in logged + deliveries { try deliver(delivery) }
    try checkDirectory()
  }

  private mutating func deliver(_ delivery: Delivery) throws(Contradiction) {
    switch delivery {
    case .send(let outgoing, let ids):
      try require(!ids.isEmpty && Set(ids).count == ids.count, "to nobody, or to one twice")
      try Wire.check(outgoing)
      for id in ids {
        try require(clients[id]?.isClosing == false, "\(outgoing) to \(id), who has gone")
        try clients[id]?.take(outgoing, names: names, at: now)
      }
    case .close(let id, let code):
      try require(clients[id]?.isClosing == false, "\(id) is closed again: \(code)")
      clients[id]?.isClosing = true
    }
  }

  /// No two have one name, and who is told to close has none.
  private func checkDirectory() throws(Contradiction) {
    var keys: Set<String> = []
    for (id, client) in clients {
      guard let text = router.name(of: id) else { continue }
      guard let name = try? Name.parse(text) else { throw Contradiction("\(text) is no name") }
      let isNew = keys.insert(name.key).inserted
      try require(isNew || router.dialect(of: id) == .version2, "two are called \(text)")
      try require(!client.isClosing, "\(text) is closing and registered")
    }
    try require(router.registeredCount == keys.count, "registered are \(router.registeredCount)")
  }
}
