internal import struct SystemPackage.Errno

/// The descriptors that are not in the loop's own `poll`, because nothing has come from them for some time.
///
/// `poll` costs time for each descriptor it is asked about, each time. So those that are quiet are lent to helper
/// threads (`ColdWatcher`), of which there are as few as may be: one for each `loansAThread`. What wakes comes
/// back through `returns`, and is hot again.
struct ColdSet {
  typealias Handler = PollTable.Handler

  private struct Loan {
    let watch: Watch
    let handler: Handler
    let thread: Int
  }

  /// A wake-up costs the thread time for each of them.
  private static let loansAThread = 512
  private static let threadLimit = 64

  let returns: ColdReturns
  private var threads: [ColdWatcher] = []
  private var loads: [Int] = []
  private var mustRing: [Bool] = []
  private var loans: [UInt64: Loan] = [:]
  private var tickets: [Watch: UInt64] = [:]
  private var lastTicket: UInt64 = 0

  init() throws(Errno) {
    returns = try ColdReturns()
  }

  var count: Int { loans.count }

  /// Lends these; answers with those for which there is no thread.
  mutating func lend(_ quiet: [(watch: Watch, handler: Handler)]) -> [(
    watch: Watch, handler: Handler
  )] {
    var orders: [Int: [ColdWatcher.Loan]] = [:]
    var left: [(watch: Watch, handler: Handler)] = []
    for (watch, handler) in quiet {
      guard let thread = threadForOneMore() else {
        left.append((watch, handler))
        continue
      }
      lastTicket += 1
      loans[lastTicket] = Loan(watch: watch, handler: handler, thread: thread)
      tickets[watch] = lastTicket
      loads[thread] += 1
      mustRing[thread] = true
      orders[thread, default: []].append(
        ColdWatcher.Loan(descriptor: watch.descriptor, ticket: lastTicket))
    }
    for (thread, loans) in orders { threads[thread].lend(loans) }
    return left
  }

  /// Takes one back; nil where it is not lent.
  mutating func recall(_ watch: Watch) -> Handler? {
    guard let ticket = tickets[watch], let loan = forget(ticket) else { return nil }
    threads[loan.thread].recall(ticket)
    mustRing[loan.thread] = true
    return loan.handler
  }

  /// Takes what the threads have handed back, as far as it was not recalled meanwhile.
  mutating func takeReturned() -> [(watch: Watch, handler: Handler)] {
    returns.takeAll().compactMap { ticket in
      forget(ticket).map { ($0.watch, $0.handler) }
    }
  }

  /// Makes the threads hear what was lent and recalled; once in a turn of the loop is enough.
  mutating func ring() {
    for index in threads.indices where mustRing[index] {
      mustRing[index] = false
      threads[index].ring()
    }
  }

  /// Ends all threads.
  func end() {
    for thread in threads { thread.end() }
  }

  private mutating func forget(_ ticket: UInt64) -> Loan? {
    guard let loan = loans.removeValue(forKey: ticket) else { return nil }
    tickets[loan.watch] = nil
    loads[loan.thread] -= 1
    return loan
  }

  /// The thread with the fewest loans, or a new one where all have enough.
  private mutating func threadForOneMore() -> Int? {
    let least = loads.indices.min { loads[$0] < loads[$1] }
    if let least, loads[least] < Self.loansAThread || threads.count == Self.threadLimit {
      return least
    }
    guard let thread = try? ColdWatcher(returns: returns), thread.start() else { return least }
    threads.append(thread)
    loads.append(0)
    mustRing.append(false)
    return threads.count - 1
  }
}
