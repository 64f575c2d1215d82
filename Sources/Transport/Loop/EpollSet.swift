internal import CLinux
internal import Glibc
internal import struct SystemPackage.Errno

/// Descriptors that are watched by an epoll descriptor, which itself stands in the loop's `poll`.
///
/// `poll` costs time for each descriptor it is asked about, each time: 0.5 ms where there are 10,000. An epoll descriptor
/// is one of them, and readable while any of its own is ready; those are then asked of it and served in the same turn.
///
/// All is told as `poll` tells it: as long as it is so (level-triggered), the end of the peer without being asked for,
/// and nothing of a descriptor without any interest, which is out of the epoll meanwhile.
@safe final class EpollSet {
  typealias Handler = PollTable.Handler

  private struct Place {
    let watch: Watch
    let handler: Handler
    var interest: Interest
  }

  private static let mostEvents = 4_096

  private let epoll: FileDescriptor
  /// By descriptor number.
  private var places: [Place?] = []
  private var events: [epoll_event]
  private(set) var count = 0

  /// The corresponding C function is `epoll_create1`.
  init() throws(Errno) {
    epoll = FileDescriptor(adopting: try systemCall { banter_epoll_descriptor() })
    unsafe events = [epoll_event](repeating: epoll_event(), count: 64)
  }

  /// What stands in the `poll` for all of these.
  var descriptor: Int32 { epoll.rawValue }

  /// The handler of a watch; nil where it is not here.
  func handler(of watch: Watch) -> Handler? { place(of: watch)?.handler }

  /// Watches one more, which is not here already; false where the kernel takes no more of them.
  func add(_ watch: Watch, for interest: Interest, _ handler: @escaping Handler) -> Bool {
    let number = Int(watch.descriptor)
    while places.count <= number { places.append(nil) }
    precondition(places[number] == nil, "descriptor \(number) is watched already")
    guard tell(watch.descriptor, from: [], to: interest) else { return false }
    places[number] = Place(watch: watch, handler: handler, interest: interest)
    count += 1
    return true
  }

  /// Changes what one that is here waits for; false where the kernel does not take it.
  func change(_ watch: Watch, to interest: Interest) -> Bool {
    guard let place = place(of: watch),
      tell(watch.descriptor, from: place.interest, to: interest)
    else { return false }
    places[Int(watch.descriptor)]?.interest = interest
    return true
  }

  /// Takes one out; nil where it is not here.
  func remove(_ watch: Watch) -> Handler? {
    guard let place = place(of: watch) else { return nil }
    _ = tell(watch.descriptor, from: place.interest, to: [])
    places[Int(watch.descriptor)] = nil
    count -= 1
    return place.handler
  }

  /// Puts what is ready into `ready`, without waiting.
  ///
  /// The corresponding C function is `epoll_wait`.
  func collect(into ready: inout [PollTable.Ready]) {
    let room = unsafe events.count
    let hits = unsafe events.withUnsafeMutableBufferPointer {
      unsafe Int(epoll_wait(epoll.rawValue, $0.baseAddress, Int32(room), 0))
    }
    for index in 0..<max(0, hits) {
      let event = unsafe events[index]
      guard let place = unsafe places[Int(event.data.fd)] else { continue }
      // EPOLLIN and its like have the values of POLLIN and its like (epoll_ctl(2)).
      let interest = unsafe Interest(pollEvents: Int16(truncatingIfNeeded: event.events))
      ready.append(PollTable.Ready(watch: place.watch, interest: interest))
    }
    // The kernel tells of those first, the next time, that found no room.
    if hits == room, room < Self.mostEvents {
      unsafe events += [epoll_event](repeating: epoll_event(), count: room)
    }
  }

  private func place(of watch: Watch) -> Place? {
    let number = Int(watch.descriptor)
    guard number < places.count, let place = places[number], place.watch == watch else {
      return nil
    }
    return place
  }

  /// Tells the kernel of what is asked now instead of `old`; false where it does not take it.
  ///
  /// The corresponding C function is `epoll_ctl`.
  private func tell(_ number: Int32, from old: Interest, to new: Interest) -> Bool {
    guard new != old else { return true }
    let operation = new.isEmpty ? EPOLL_CTL_DEL : old.isEmpty ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
    var event = unsafe epoll_event()
    unsafe event.events = UInt32(new.pollEvents)
    unsafe event.data.fd = number
    return unsafe epoll_ctl(epoll.rawValue, operation, number, &event) == 0
  }
}
