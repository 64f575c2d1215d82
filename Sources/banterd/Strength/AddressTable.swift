internal import Transport

/// The connections of each address: how many there are, and when the latest began.
///
/// An address is remembered while it has connections, and else for one window of time. The table is swept when
/// it has doubled, so that passing strangers cost a constant time each; what can't be swept is bounded
/// by `capacity`, beyond which the history of who is not here is forgotten.
struct AddressTable {
  private struct Visits {
    var open = 0
    /// When the latest connections began, oldest first; no more than count in a window.
    var times: [MonotonicTime] = []
  }

  private static let capacity = 65_536
  private static let leastSweep = 1_024

  private var openLimit: Int?
  private var newLimit: Int?
  private var window: Duration
  private var visits: [AddressKey: Visits] = [:]
  private var sweepCount = leastSweep

  /// - Parameters:
  ///   - openLimit: How many connections an address may have at once; nil for any number.
  ///   - newLimit: How many it may begin in a window of time; nil for any number.
  ///   - window: How long that is.
  init(openLimit: Int?, newLimit: Int?, window: Duration) {
    (self.openLimit, self.newLimit, self.window) = (openLimit, newLimit, window)
  }

  var count: Int { visits.count }

  /// Lets other limits hold from now on; what was counted stays.
  mutating func limit(open: Int?, new: Int?, window: Duration) {
    (openLimit, newLimit, self.window) = (open, new, window)
  }

  /// Why one more connection of an address is not taken; nil where it is, and then it counts.
  mutating func enter(_ key: AddressKey, at now: MonotonicTime) -> Refusal? {
    var entry = visits[key] ?? Visits()
    if let openLimit, entry.open >= openLimit { return .tooManyFromAddress }
    if let newLimit {
      entry.times.removeAll { now - $0 >= window }
      if entry.times.count >= newLimit { return .tooManyNewFromAddress }
      entry.times.append(now)
    }
    entry.open += 1
    visits[key] = entry
    if visits.count > sweepCount { sweep(at: now) }
    return nil
  }

  /// Takes note that a connection which counted has ended.
  mutating func leave(_ key: AddressKey, at now: MonotonicTime) {
    guard var entry = visits[key] else { return }
    entry.open -= 1
    visits[key] = isForgotten(entry, at: now) ? nil : entry
  }

  private mutating func sweep(at now: MonotonicTime) {
    visits = visits.filter { !isForgotten($0.value, at: now) }
    if visits.count > Self.capacity { visits = visits.filter { $0.value.open > 0 } }
    sweepCount = max(Self.leastSweep, visits.count * 2)
  }

  private func isForgotten(_ entry: Visits, at now: MonotonicTime) -> Bool {
    entry.open <= 0 && (entry.times.last.map { now - $0 >= window } ?? true)
  }
}
