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
  private var streams: Set<Watch> = []
  private var lastGeneration: UInt64 = 0

  var count: Int { entries.count }
  /// How many connections there are among them.
  var streamCount: Int { streams.count }

  /// A watch of a descriptor that is its first.
  mutating func makeWatch(_ descriptor: Int32) -> Watch {
    precondition(descriptor >= 0, "a descriptor is not negative")
    lastGeneration += 1
    return Watch(descriptor: descriptor, generation: lastGeneration)
  }

  /// Puts a watch in; connections are taken out again by `takeStreams`.
  mutating func insert(
    _ watch: Watch, for interest: Interest, isStream: Bool = false, _ handler: @escaping Handler
  ) {
    let number = Int(watch.descriptor)
    while positions.count <= number { positions.append(-1) }
    precondition(positions[number] == -1, "descriptor \(number) is watched already")
    positions[number] = Int32(entries.count)
    entries.append(Self.entry(for: watch.descriptor, interest))
    watches.append(watch)
    handlers.append(handler)
    if isStream { streams.insert(watch) }
  }

  /// Takes all connections out.
  mutating func takeStreams() -> [(watch: Watch, interest: Interest, handler: Handler)] {
    streams.compactMap { watch in
      guard let position = position(of: watch) else { return nil }
      let interest = Interest(pollEvents: entries[position].events)
      defer { remove(watch) }
      return (watch, interest, handlers[position])
    }
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
    entries.removeLast()
    watches.removeLast()
    handlers.removeLast()
    streams.remove(watch)
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
