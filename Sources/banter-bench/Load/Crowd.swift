internal import Framing
internal import Histogram
internal import Transport

/// The users of one run, all on one loop.
///
/// What they send is written into frames that are there already (`Envelope`), what they receive is compared with
/// the frame that it must be, byte by byte; only version 2, where the router stamps each message, is parsed.
/// Both ends are here: when a message arrives its sender may send the next.
final class Crowd {
  let loop = EventLoop()
  let payload: Payload
  private(set) var users: [User] = []
  var faults = Faults()
  var received = 0
  var inCount = 0
  var latencies = Histogram<UInt64>(
    lowestDiscernibleValue: 1_000, highestTrackableValue: 60_000_000_000,
    numberOfSignificantValueDigits: .three)
  /// Called when a message has arrived: from whom, at whom.
  var onArrival: ((User, User) -> Void)?
  private var connectors: [Connector] = []
  private let context: TLSContext?

  /// - Parameters:
  ///   - payload: What is sent.
  ///   - context: What to encrypt by; nil for connections in the clear.
  init(payload: Payload, encryptedBy context: TLSContext? = nil) {
    self.payload = payload
    self.context = context
  }

  /// Connects users and waits until all are in.
  func enter(
    _ count: Int, as dialect: Dialect, named prefix: String = "u", at router: HostPort,
    within limit: Duration
  ) throws(BenchFailure) {
    let first = users.count
    var failure: String?
    var connected: [Int: Connection] = [:]
    for index in 0..<count {
      connectors.append(
        Connector.connect(
          to: router, on: loop, timeout: .seconds(20), encryptedBy: context
        ) { result in
          switch result {
          case .success(let connection): connected[index] = connection
          case .failure(let error): failure = "\(error)"
          }
        })
    }
    try turn(within: limit, until: "all are connected") {
      connected.count == count || failure != nil
    }
    connectors = []
    if let failure { throw BenchFailure(failure) }
    for (index, connection) in connected.sorted(by: { $0.key < $1.key }) {
      add(User(first + index, "\(prefix)\(first + index)", dialect, connection))
    }
    for user in users[first...] { user.register() }
    try turn(within: limit, until: "all are in") { self.inCount == self.users.count }
  }

  private func add(_ user: User) {
    user.onBody = { [unowned self, unowned user] in take($0, for: user) }
    user.connection.onClose = { [weak self] end in
      self?.faults.note("\(user.name) was closed: \(end)")
    }
    users.append(user)
  }

  /// Makes every two users partners.
  func pair() {
    for (user, partner) in zip(users, users.indices.map { users[$0 ^ 1] }) {
      user.partner = partner
      user.sending = .sending(user.dialect, to: partner.name, payload)
      user.receiving = .receiving(user.dialect, from: partner.name, to: user.name, payload)
    }
  }

  /// Makes the first user the speaker of the room.
  func gather() {
    users[0].sending = .sending(users[0].dialect, to: nil, payload)
    for user in users.dropFirst() {
      user.receiving = .receiving(user.dialect, from: users[0].name, to: nil, payload)
    }
  }

  /// Sends a user's next message.
  func send(_ user: User, copies: Int = 1) {
    guard user.sending != nil else { return }
    user.sending?.fill(
      Payload.Content(number: user.sent, sender: user.id, time: MonotonicTime.now().nanoseconds))
    if let envelope = user.sending { user.connection.enqueue(envelope.bytes.span) }
    user.sent &+= 1
    user.outstanding += copies
  }

  /// Runs the loop until something holds.
  func turn(
    within limit: Duration, until what: String, _ condition: () -> Bool
  ) throws(BenchFailure) {
    let deadline = MonotonicTime.now() + limit
    while !condition() {
      guard MonotonicTime.now() < deadline else {
        throw BenchFailure("waited in vain until \(what)" + (faults.first.map { ": \($0)" } ?? ""))
      }
      loop.turn(waitingAtMost: .milliseconds(20))
      if users.contains(where: \.isBroken) { throw BenchFailure("a header that is none") }
    }
  }

  /// Runs the loop for a time.
  func rest(_ time: Duration) {
    let end = MonotonicTime.now() + time
    while MonotonicTime.now() < end { loop.turn(waitingAtMost: .milliseconds(5)) }
  }
}
