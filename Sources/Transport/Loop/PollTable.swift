internal import Glibc

/// The descriptors that `poll` is asked about, in one contiguous array, and who wants to hear of each.
///
///     positions   by descriptor number   [-1, -1, -1, 0, 2, 1]
///     entries     for poll               [fd 3, fd 5, fd 4]      a removed one is replaced by the last
///     watches     beside it              [3/17, 5/20, 4/18]      number and generation
///     handlers    beside it
///
/// Without any interest a descriptor stands in `entries` as its complement: `poll` passes over a negative
/// number, where it would go on telling of POLLHUP and POLLERR for an empty set of events.
struct PollTable {
  typealias Handler = (Interest) -> Void

  /// A watch that `poll` has something to say of.
  struct Ready {
    let watch: Watch
    let interest: Interest
  }

  private var entries: [pollfd] = []
  private var watches: [Watch] = []
  private var handlers: [Handler] = []
  private var positions: [Int32] = []
  /// How many sweeps ago each was last ready; `never` for what always stays here.
  private var sweeps: [UInt8] = []
  private static let never = UInt8.max
  private var lastGeneration: UInt64 = 0

  var count: Int { entries.count }

  mutating func add(
    _ descriptor: Int32, for interest: Interest, mayGoCold: Bool = false,
    _ handler: @escaping Handler
  ) -> Watch {
    precondition(descriptor >= 0, "a descriptor is not negative")
    while positions.count <= Int(descriptor) { positions.append(-1) }
    precondition(positions[Int(descriptor)] == -1, "descriptor \(descriptor) is watched already")
    lastGeneration += 1
    let watch = Watch(descriptor: descriptor, generation: lastGeneration)
    insert(watch, for: interest, sweeps: mayGoCold ? 0 : Self.never, handler)
    return watch
  }

  /// Puts one back that went cold; where it only has something to write, it may go again at the next sweep.
  mutating func restore(
    _ watch: Watch, for interest: Interest, isQuiet: Bool = false, _ handler: @escaping Handler
  ) {
    insert(watch, for: interest, sweeps: isQuiet ? Self.never - 1 : 0, handler)
  }

  private mutating func insert(
    _ watch: Watch, for interest: Interest, sweeps count: UInt8, _ handler: @escaping Handler
  ) {
    positions[Int(watch.descriptor)] = Int32(entries.count)
    entries.append(Self.entry(for: watch.descriptor, interest))
    watches.append(watch)
    handlers.append(handler)
    sweeps.append(count)
  }

  /// Takes out all that may go cold, wait for input only and have not been ready for `limit` sweeps, of which
  /// this is one.
  mutating func takeQuiet(after limit: UInt8) -> [(watch: Watch, handler: Handler)] {
    var quiet: [(watch: Watch, handler: Handler)] = []
    for position in entries.indices.reversed() where sweeps[position] != Self.never {
      sweeps[position] = min(sweeps[position] + 1, Self.never - 1)
      guard sweeps[position] > limit, entries[position].events == Int16(POLLIN),
        entries[position].fd >= 0
      else { continue }
      quiet.append((watches[position], handlers[position]))
      remove(watches[position])
    }
    return quiet
  }

  mutating func change(_ watch: Watch, to interest: Interest) {
    guard let position = position(of: watch) else { return }
    entries[position] = Self.entry(for: watch.descriptor, interest)
  }

  mutating func remove(_ watch: Watch) {
    guard let position = position(of: watch) else { return }
    positions[Int(watch.descriptor)] = -1
    entries.swapAt(position, entries.count - 1)
    watches.swapAt(position, watches.count - 1)
    handlers.swapAt(position, handlers.count - 1)
    sweeps.swapAt(position, sweeps.count - 1)
    entries.removeLast()
    watches.removeLast()
    handlers.removeLast()
    sweeps.removeLast()
    if position < watches.count { positions[Int(watches[position].descriptor)] = Int32(position) }
  }

  /// Waits for at most `milliseconds` (-1: for ever) and puts what is ready into `ready`.
  ///
  /// A signal ends the waiting early with nothing ready. The corresponding C function is `poll`.
  mutating func wait(milliseconds: Int32, into ready: inout [Ready]) {
    let hits = unsafe entries.withUnsafeMutableBufferPointer { table in
      unsafe poll(table.baseAddress, nfds_t(table.count), milliseconds)
    }
    guard hits > 0 else { return }
    var left = hits
    for position in entries.indices where entries[position].revents != 0 {
      let interest = Interest(pollEvents: entries[position].revents)
      ready.append(Ready(watch: watches[position], interest: interest))
      // Who only takes what it is sent is quiet.
      if sweeps[position] != Self.never, interest != .writable { sweeps[position] = 0 }
      left -= 1
      if left == 0 { break }
    }
  }

  /// The handler of a watch; nil where it has been taken back meanwhile.
  func handler(of watch: Watch) -> Handler? {
    position(of: watch).map { handlers[$0] }
  }

  private func position(of watch: Watch) -> Int? {
    guard watch.descriptor >= 0, Int(watch.descriptor) < positions.count else { return nil }
    let position = Int(positions[Int(watch.descriptor)])
    guard position >= 0, watches[position] == watch else { return nil }
    return position
  }

  private static func entry(for descriptor: Int32, _ interest: Interest) -> pollfd {
    let events = interest.pollEvents
    return pollfd(fd: events == 0 ? ~descriptor : descriptor, events: events, revents: 0)
  }
}
