import Framing

/// The times of the latest wrong messages of one connection.
struct Strikes {
  private var times: [Int64] = []

  /// Counts one more; false when they are too many for the window of time.
  mutating func survives(_ now: Int64, window: Int64) -> Bool {
    // A clock that was put back must not keep the old ones for as long.
    times.removeAll { now - $0 >= window || now < $0 }
    times.append(now)
    return times.count <= Limits.strikes
  }
}
