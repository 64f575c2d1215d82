extension History {
  /// What became of one's own message with its acknowledgement.
  package struct Acknowledged {
    package let item: HistoryItem
    package let thread: HistoryThread
    /// It has gone behind messages that the router took before it.
    package let hasMoved: Bool
  }

  /// The router has taken one's own message.
  ///
  /// - Parameters:
  ///   - cid: What it was sent with.
  ///   - origin: What the router calls it.
  /// - Returns: The message; nil where there is none of this `cid` or it was taken before.
  package func acknowledge(cid: String, origin: MessageOrigin) -> Acknowledged? {
    guard var row = row(cid: cid), let thread = threadsByNumber[row.conversation],
      row.delivery != .sent
    else {
      return nil
    }
    row.delivery = .sent
    row.time = origin.time
    row.origin = origin
    row.log = log.id
    if isFailing { misplaced.append(cid) }
    let hasMoved = moveBehindOlder(&row, in: thread)
    write(.update(row))
    return Acknowledged(item: thread.item(row), thread: thread, hasMoved: hasMoved)
  }

  /// Puts one's own messages that the router took while the disk refused behind those that it took before them.
  ///
  /// To be called after a commit, and kept by the next.
  ///
  /// - Returns: The conversations in which something has moved.
  package func rearrange() -> [HistoryThread] {
    guard !isFailing, !misplaced.isEmpty else { return [] }
    let cids = misplaced
    misplaced = []
    return cids.compactMap { cid in
      guard var row = row(cid: cid), let thread = threadsByNumber[row.conversation],
        moveBehindOlder(&row, in: thread)
      else { return nil }
      write(.update(row))
      return thread
    }
  }

  /// Whether a message of one's own with this `cid` is here, whatever became of it.
  package func has(cid: String) -> Bool { row(cid: cid) != nil }

  /// One's own message has left for a router that doesn't acknowledge.
  ///
  /// - Returns: The message; nil where there is none of this `cid`.
  package func noteSent(cid: String) -> HistoryItem? { settle(cid, as: .sent) }

  /// The router has refused one's own message.
  ///
  /// - Returns: The message; nil where there is none of this `cid`.
  package func noteFailed(cid: String) -> HistoryItem? { settle(cid, as: .failed) }

  private func settle(_ cid: String, as delivery: HistoryItem.Delivery) -> HistoryItem? {
    guard var row = row(cid: cid), let thread = threadsByNumber[row.conversation] else {
      return nil
    }
    row.delivery = delivery
    write(.update(row))
    return thread.item(row)
  }

  /// All messages to a peer up to one were delivered or read.
  ///
  /// - Returns: Whether that was news.
  package func receive(
    _ delivery: HistoryItem.Delivery, upTo id: String, in thread: HistoryThread
  ) -> Bool {
    guard let row = row(id: id, in: thread) else { return false }
    let before = (thread.delivered, thread.seen)
    thread.delivered = max(thread.delivered, row.number)
    if delivery == .read { thread.seen = max(thread.seen, row.number) }
    guard before != (thread.delivered, thread.seen) else { return false }
    hasChanged(thread)
    return true
  }

  /// All of a conversation has been read here.
  ///
  /// - Returns: Whether something had been unread.
  package func markRead(_ thread: HistoryThread) -> Bool {
    let hadUnread = thread.unread > 0
    guard thread.read != thread.next - 1 else { return hadUnread }
    thread.read = thread.next - 1
    thread.unread = 0
    hasChanged(thread)
    return hadUnread
  }

  /// A conversation has been read up to a message on another device.
  ///
  /// - Returns: Whether that was news.
  package func markRead(_ thread: HistoryThread, upTo id: String) -> Bool {
    guard let row = row(id: id, in: thread), row.number > thread.read else { return false }
    thread.read = row.number
    thread.told = max(thread.told, row.number)
    thread.unread = countUnread(in: thread)
    hasChanged(thread)
    return true
  }

  /// The newest message of others that was read and of which the router wasn't told, which it then is.
  ///
  /// - Returns: The router's name for it.
  package func takeReadToTell(in thread: HistoryThread) -> String? {
    guard thread.read > thread.told else { return nil }
    let id = newestFromOthers(in: thread, thread.told + 1...thread.read)
    thread.told = thread.read
    hasChanged(thread)
    return id
  }

  package func setDraft(_ text: String, in thread: HistoryThread) {
    guard thread.draft != text else { return }
    thread.draft = text
    hasChanged(thread)
  }

  package func setTop(_ top: HistoryThread.Top?, in thread: HistoryThread) {
    guard thread.top != top else { return }
    thread.top = top
    hasChanged(thread)
  }

  /// Puts a message of one's own behind those that the router took before it.
  private func moveBehindOlder(_ row: inout HistoryRow, in thread: HistoryThread) -> Bool {
    guard let seq = row.origin?.seq, !isFailing, !hasGivenUp,
      let target = lastNumber(behind: row.number, below: seq, in: thread)
    else { return false }
    write(.moveDown(conversation: thread.id, row.number + 1...target))
    for mark in [\HistoryThread.read, \.told, \.delivered, \.seen]
    where (row.number...target).contains(thread[keyPath: mark]) {
      thread[keyPath: mark] -= 1
    }
    hasChanged(thread)
    row.number = target
    return true
  }
}
