extension History {
  /// A message that waits for the router.
  package struct Waiting: Hashable, Sendable {
    package let cid: String
    package let text: String
    /// How the wire writes to whom it goes.
    package let address: String
  }

  /// Takes note of the router's log.
  ///
  /// - Parameters:
  ///   - server: The router's own name.
  ///   - head: The newest `seq` in this user's log there.
  /// - Returns: Whether it is the log that is known here, going on; if not, a new one begins at 0.
  package func meet(server: String, head: Int64) -> Bool {
    guard log.server != server || head < log.cursor else { return true }
    let isFirst = log.id == 0
    log = Log(id: log.id + 1, server: server, cursor: 0)
    storedCursor = 0
    write(.beginLog(log))
    return isFirst
  }

  /// Everything of the log up to this `seq` was taken.
  package func advance(to seq: Int64) {
    guard seq > log.cursor else { return }
    log.cursor = seq
    hasNewCursor = true
  }

  /// One's own messages that the router hasn't taken, in the order in which they were typed.
  package func waiting() -> [Waiting] {
    let stored = (try? rows("WHERE state = 0 ORDER BY key", numbers: [])) ?? []
    return stored.compactMap { row in
      guard let cid = row.cid, let thread = threadsByNumber[row.conversation] else { return nil }
      return Waiting(cid: cid, text: row.text, address: thread.address)
    }
  }
}
