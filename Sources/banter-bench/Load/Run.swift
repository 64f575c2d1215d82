internal import Framing
internal import Histogram
internal import Transport

/// One work, done once at one router.
struct Run {
  let work: Work
  let dialect: Dialect
  let scale: Scale
  let router: HostPort
  let routerID: Int32?
  let context: TLSContext?

  private static let limit = Duration.seconds(120)
  private static let window = 64
  private static let steadyRate = 2_000

  func outcome() throws(BenchFailure) -> Outcome {
    guard work != .join else { return try joined() }
    let crowd = Crowd(payload: Payload(size: scale.size), encryptedBy: context)
    var outcome = Outcome(work, dialect, clients: clients)
    try crowd.enter(clients, as: dialect, at: router, within: Self.limit)
    work == .room ? crowd.gather() : crowd.pair()
    crowd.rest(.milliseconds(500))
    // The first messages find cold caches and empty pools.
    try send(goal / 10, in: crowd)
    crowd.latencies.reset()
    let before = (crowd.received, MonotonicTime.now(), processorTime())
    try send(goal, in: crowd)
    outcome.count = crowd.received - before.0
    outcome.seconds = (MonotonicTime.now() - before.1) / .seconds(1)
    outcome.processorMicroseconds = processorTime(since: before.2)
    // What comes now was sent twice, or to somebody whom it was not for.
    crowd.rest(.milliseconds(100))
    if crowd.received - before.0 != outcome.count { crowd.faults.note("more came than was sent") }
    outcome.take(crowd.latencies)
    try crowd.faults.check()
    return outcome
  }

  private var clients: Int {
    switch work {
    case .pingPong: 2
    case .room: scale.listeners + 1
    case .join: scale.joiners
    default: scale.users
    }
  }

  /// How many messages arrive.
  private var goal: Int {
    switch work {
    case .pairs, .idle: scale.messages
    case .one: scale.messages(dividedBy: 4)
    case .pingPong: scale.messages(dividedBy: 20)
    case .steady, .steadyIdle: Int(Double(Self.steadyRate) * scale.seconds)
    case .room: scale.messages / scale.listeners * scale.listeners
    case .join: 0
    }
  }

  private func processorTime() -> Int64? {
    routerID.flatMap { ProcessUsage.processorNanoseconds(of: $0) }
  }

  private func processorTime(since before: Int64?) -> Double? {
    guard let before, let now = processorTime() else { return nil }
    return Double(now - before) / 1_000
  }

  /// Sends so many messages, each in its turn, and waits until they have arrived.
  private func send(_ count: Int, in crowd: Crowd) throws(BenchFailure) {
    let end = crowd.received + count
    switch work {
    case .pairs, .idle: sendWindows(of: Self.window, count, crowd)
    case .one: sendWindows(of: 1, count, crowd)
    case .pingPong: sendPingPong(count, crowd)
    case .steady, .steadyIdle: return try sendSteadily(count, until: end, crowd)
    case .room: sendToRoom(count, crowd)
    case .join: return
    }
    try crowd.turn(within: Self.limit, until: "all has arrived") {
      crowd.received >= end || crowd.faults.count > 0
    }
  }

  private func sendWindows(of window: Int, _ count: Int, _ crowd: Crowd) {
    var left = count
    crowd.onArrival = { sender, _ in
      sender.outstanding -= 1
      guard left > 0 else { return }
      left -= 1
      crowd.send(sender)
    }
    for _ in 0..<window {
      for user in crowd.users where left > 0 {
        left -= 1
        crowd.send(user)
      }
    }
  }

  private func sendPingPong(_ count: Int, _ crowd: Crowd) {
    var left = count - 1
    crowd.onArrival = { sender, receiver in
      sender.outstanding -= 1
      guard left > 0 else { return }
      left -= 1
      crowd.send(receiver)
    }
    crowd.send(crowd.users[0])
  }

  /// One speaks, and goes on when all have heard the last but seven.
  private func sendToRoom(_ count: Int, _ crowd: Crowd) {
    let speaker = crowd.users[0]
    let listeners = crowd.users.count - 1
    var left = count / listeners
    crowd.onArrival = { _, _ in
      speaker.outstanding -= 1
      guard left > 0, speaker.outstanding % listeners == 0 else { return }
      left -= 1
      crowd.send(speaker, copies: listeners)
    }
    for _ in 0..<min(8, left) {
      left -= 1
      crowd.send(speaker, copies: listeners)
    }
  }

  /// Sends by the clock, at most a millisecond late, whether or not the last have arrived.
  private func sendSteadily(
    _ count: Int, until end: Int, _ crowd: Crowd
  ) throws(BenchFailure) {
    crowd.onArrival = { sender, _ in sender.outstanding -= 1 }
    let start = MonotonicTime.now()
    var sent = 0
    while sent < count {
      let due = min(
        count, Int((MonotonicTime.now() - start) / .milliseconds(1)) * Self.steadyRate / 1_000)
      while sent < due {
        crowd.send(crowd.users[sent % crowd.users.count])
        sent += 1
      }
      crowd.loop.turn(waitingAtMost: .milliseconds(1))
    }
    try crowd.turn(within: Self.limit, until: "all has arrived") {
      crowd.received >= end || crowd.faults.count > 0
    }
  }

  /// All come at once; the time until each has the whole list, and what it took of bytes.
  private func joined() throws(BenchFailure) -> Outcome {
    let crowd = Crowd(payload: Payload(size: scale.size), encryptedBy: context)
    var outcome = Outcome(work, dialect, clients: clients)
    let start = (MonotonicTime.now(), processorTime())
    try crowd.enter(clients, as: dialect, at: router, within: Self.limit)
    try crowd.turn(within: Self.limit, until: "all have the whole list") {
      crowd.users.allSatisfy { $0.listed == clients }
    }
    outcome.count = clients
    outcome.seconds = (MonotonicTime.now() - start.0) / .seconds(1)
    outcome.processorMicroseconds = processorTime(since: start.1)
    let bytes = crowd.users.reduce(0) { $0 + $1.receivedByteCount }
    var list: [UInt8] = []
    FrameEncoder.append(.userList(crowd.users.map(\.name)), to: &list)
    outcome.note = "\(tenths(Double(bytes) / Double(clients * list.count))) lists each"
    try crowd.faults.check()
    return outcome
  }
}
