extension History {
  /// Adds a message of one's own that waits for the router.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - thread: To whom.
  ///   - time: When, in milliseconds since 1970, UTC.
  ///   - cid: What the router will know it by before it has a name of its own for it.
  /// - Returns: The message.
  package func queue(
    _ text: String, in thread: HistoryThread, at time: Int64, cid: String
  ) -> HistoryItem {
    append(text, by: nil, in: thread, at: time, .queued, cid: cid, origin: nil)
  }

  /// Adds a message that the router sent.
  ///
  /// - Parameters:
  ///   - text: What was said.
  ///   - author: By whom; nil for oneself, on another device.
  ///   - thread: To whom, or by whom.
  ///   - time: When, in milliseconds since 1970, UTC.
  ///   - origin: What the router calls it; nil from a router of version 1.
  /// - Returns: The message; nil where it is here already.
  package func take(
    _ text: String, by author: String?, in thread: HistoryThread, at time: Int64,
    origin: MessageOrigin?
  ) -> HistoryItem? {
    if let origin, claimKnown(origin) { return nil }
    return append(text, by: author, in: thread, at: time, .sent, cid: nil, origin: origin)
  }

  /// Adds a message that is older than all that are here, as the router's history has it.
  ///
  /// - Returns: Whether it was not here yet.
  package func takeOlder(
    _ text: String, by author: String?, in thread: HistoryThread, origin: MessageOrigin
  ) -> Bool {
    // A place before what is on the disk cannot be kept beside it.
    guard !isFailing, !hasGivenUp, !claimKnown(origin) else { return false }
    thread.first -= 1
    let row = HistoryRow(
      key: makeKey(), conversation: thread.id, number: thread.first, author: author, text: text,
      time: origin.time, delivery: .sent, cid: nil, origin: origin, log: log.id)
    write(.insert(row))
    hasChanged(thread)
    return true
  }

  private func append(
    _ text: String, by author: String?, in thread: HistoryThread, at time: Int64,
    _ delivery: HistoryItem.Delivery, cid: String?, origin: MessageOrigin?
  ) -> HistoryItem {
    let row = HistoryRow(
      key: makeKey(), conversation: thread.id, number: thread.next, author: author, text: text,
      time: time, delivery: delivery, cid: cid, origin: origin,
      log: origin == nil ? nil : log.id)
    thread.next += 1
    thread.lastTime = time
    if author == nil {
      // Who answers has read.
      thread.read = row.number
      thread.unread = 0
    } else {
      thread.unread += 1
    }
    hasChanged(thread)
    write(.insert(row))
    return thread.item(row)
  }

  private func makeKey() -> Int64 {
    defer { nextKey += 1 }
    return nextKey
  }

  /// Whether a message is here; then it is said which life of the log it is in now.
  private func claimKnown(_ origin: MessageOrigin) -> Bool {
    guard var row = row(of: origin) else { return false }
    if row.origin?.seq != origin.seq || row.log != log.id {
      row.origin = origin
      row.log = log.id
      write(.update(row))
    }
    return true
  }
}
