internal import Routing
internal import Transport

/// Who is let in: what holds for all together, for each address, and for who has not said a name yet.
///
/// The machine's own clients (loopback and Unix sockets) are outside the limits of addresses and of strangers:
/// there are many of one address by nature, and who can open sockets here has better ways to do harm.
struct Admission {
  struct Limits {
    /// All together; nil for what the descriptors allow.
    var clients: Int?
    var takesPlaintextFromAnywhere = false
    var perAddress: Int?
    var newPerAddress: Int?
    var window: Duration = .seconds(600)
    var unregistered: Int?
    /// Loopback counts as any other address: for tests.
    var countsLoopback = false
  }

  /// What an admitted connection takes up, given back when it ends.
  struct Ticket {
    fileprivate var key: AddressKey?
    fileprivate var isStranger: Bool
  }

  /// What holds now; who is in already stays in.
  var limits: Limits {
    didSet {
      addresses.limit(open: limits.perAddress, new: limits.newPerAddress, window: limits.window)
    }
  }
  private var addresses: AddressTable
  private var clients = 0
  private var strangers = 0

  init(_ limits: Limits) {
    self.limits = limits
    addresses = AddressTable(
      openLimit: limits.perAddress, newLimit: limits.newPerAddress, window: limits.window)
  }

  /// Lets a connection in, or says why not.
  ///
  /// - Parameters:
  ///   - endpoint: Where it comes from.
  ///   - now: The time.
  ///   - chance: A random number from 0 to below 1.
  /// - Returns: What it takes up, or the reason.
  mutating func admit(
    _ endpoint: Endpoint, at now: MonotonicTime, chance: Double
  ) -> Result<Ticket, Refusal> {
    guard clients < limits.clients ?? .max else { return .failure(.tooManyConnections) }
    let counts = limits.countsLoopback || !endpoint.isLoopback
    if counts, isDropped(chance: chance) { return .failure(.tooManyStrangers) }
    let key = counts ? AddressKey(endpoint) : nil
    if let key, let refusal = addresses.enter(key, at: now) { return .failure(refusal) }
    clients += 1
    if counts { strangers += 1 }
    return .success(Ticket(key: key, isStranger: counts))
  }

  /// Whether who comes from there may speak in the clear.
  func takesPlaintext(from endpoint: Endpoint) -> Bool {
    endpoint.isLoopback || limits.takesPlaintextFromAnywhere
  }

  /// Takes note that a client has said its name, and is no stranger any more.
  mutating func registered(_ ticket: inout Ticket?) {
    guard ticket?.isStranger ?? false else { return }
    ticket?.isStranger = false
    strangers -= 1
  }

  /// Takes back what a connection took up.
  mutating func left(_ ticket: Ticket?, at now: MonotonicTime) {
    guard let ticket else { return }
    clients -= 1
    if ticket.isStranger { strangers -= 1 }
    if let key = ticket.key { addresses.leave(key, at: now) }
  }

  /// Random early drop, as sshd's MaxStartups has it.
  ///
  /// From half of the limit on a stranger is refused with a chance that grows to certainty at the
  /// limit. So who floods is refused more often than who comes by.
  private func isDropped(chance: Double) -> Bool {
    guard let limit = limits.unregistered else { return false }
    guard strangers < limit else { return true }
    let half = limit / 2
    return strangers > half && chance < Double(strangers - half) / Double(limit - half)
  }
}
