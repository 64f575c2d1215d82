internal import CLinux
internal import Glibc
internal import Synchronization
internal import struct SystemPackage.Errno

/// A helper thread in its own `poll`, over descriptors of which nothing has come for some time.
///
/// The loop lends a descriptor by a ticket, which is never used twice. When something comes the thread stops
/// watching it and hands the ticket back through the `Returns` of its loop. The loop may take a ticket
/// back at any time; news of one that it does not know any more is dropped there, so neither has to wait for the other.
///
/// The thread asks only for input. It owns no descriptor: should the loop close one that it has just taken back,
/// the thread, woken to forget it, at worst asks once more about a number that is not open, or is a stranger's.
final class ColdWatcher: Sendable {
  struct Loan: Sendable {
    let descriptor: Int32
    let ticket: UInt64
  }

  private struct Orders {
    var lent: [Loan] = []
    var recalled: Set<UInt64> = []
    var isOver = false
  }

  private let orders = Mutex(Orders())
  private let bell: FileDescriptor
  private let returns: ColdReturns

  init(returns: ColdReturns) throws(Errno) {
    bell = FileDescriptor(adopting: try systemCall { banter_event_descriptor() })
    self.returns = returns
  }

  /// Starts the thread; false where the system has none to give.
  func start() -> Bool {
    HelperThread.start(stackSize: 131_072) { self.work() }
  }

  // MARK: The loop's side

  /// Gives descriptors to watch; `ring` makes it heard.
  func lend(_ loans: [Loan]) {
    orders.withLock { $0.lent += loans }
  }

  /// Takes one back.
  func recall(_ ticket: UInt64) {
    orders.withLock { _ = $0.recalled.insert(ticket) }
  }

  /// Ends the thread, soon.
  func end() {
    orders.withLock { $0.isOver = true }
    ring()
  }

  /// Wakes the thread to look at its orders.
  func ring() {
    ringBell(bell.rawValue)
  }

  // MARK: The thread's side

  private func work() {
    var entries = [pollfd(fd: bell.rawValue, events: Int16(POLLIN), revents: 0)]
    var tickets: [UInt64] = [0]
    while true {
      let hits = unsafe entries.withUnsafeMutableBufferPointer { table in
        unsafe poll(table.baseAddress, nfds_t(table.count), -1)
      }
      guard hits > 0 else { continue }
      returns.add(takeReady(&entries, &tickets))
      guard entries[0].revents != 0 else { continue }
      answerBell(bell.rawValue)
      guard obey(&entries, &tickets) else { return }
    }
  }

  /// Takes out what has something to say; a closed descriptor has too.
  private func takeReady(_ entries: inout [pollfd], _ tickets: inout [UInt64]) -> [UInt64] {
    var ready: [UInt64] = []
    for index in stride(from: entries.count - 1, to: 0, by: -1) where entries[index].revents != 0 {
      ready.append(tickets[index])
      Self.remove(index, &entries, &tickets)
    }
    return ready
  }

  /// Does what the loop has ordered; false where it is over.
  private func obey(_ entries: inout [pollfd], _ tickets: inout [UInt64]) -> Bool {
    let orders = orders.withLock { orders in
      defer { (orders.lent, orders.recalled) = ([], []) }
      return orders
    }
    guard !orders.isOver else { return false }
    for loan in orders.lent {
      entries.append(pollfd(fd: loan.descriptor, events: Int16(POLLIN), revents: 0))
      tickets.append(loan.ticket)
    }
    guard !orders.recalled.isEmpty else { return true }
    for index in stride(from: entries.count - 1, to: 0, by: -1)
    where orders.recalled.contains(tickets[index]) {
      Self.remove(index, &entries, &tickets)
    }
    return true
  }

  private static func remove(_ index: Int, _ entries: inout [pollfd], _ tickets: inout [UInt64]) {
    entries.swapAt(index, entries.count - 1)
    tickets.swapAt(index, tickets.count - 1)
    entries.removeLast()
    tickets.removeLast()
  }
}
