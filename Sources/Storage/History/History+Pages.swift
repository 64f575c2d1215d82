extension History {
  /// A stretch of a conversation, the oldest message first.
  ///
  /// - Parameters:
  ///   - thread: Which conversation.
  ///   - number: How many messages are before the stretch.
  ///   - limit: How many there are in it at the most.
  /// - Returns: What is there of it; where the disk fails, what is not on the disk.
  package func items(in thread: HistoryThread, from number: Int, limit: Int) -> [HistoryItem] {
    let start = thread.first + Int64(max(0, number))
    let end = min(thread.next, start + Int64(min(max(0, limit), thread.count)))
    guard start < end else { return [] }
    let stored = try? rows(
      "WHERE conversation = ?2 AND number BETWEEN ?3 AND ?4 ORDER BY number",
      numbers: [thread.id, start, end - 1])
    let held = unwritten.rows(of: thread.id).filter { (start..<end).contains($0.number) }
    return ((stored ?? []) + held).map(thread.item)
  }

  /// A message as it is now.
  package func item(_ key: Int64, in thread: HistoryThread) -> HistoryItem? {
    row(key: key, of: thread).map(thread.item)
  }

  /// How many messages of a conversation are before one of its own; nil where it is not of it.
  package func number(of key: Int64, in thread: HistoryThread) -> Int? {
    row(key: key, of: thread).map { Int($0.number - thread.first) }
  }

  /// The first message of others that was not read yet.
  package func firstUnread(in thread: HistoryThread) -> Int64? {
    guard thread.unread > 0 else { return nil }
    let stored = try? rows(
      """
      WHERE conversation = ?2 AND number > ?3 AND author IS NOT NULL ORDER BY number LIMIT 1
      """, numbers: [thread.id, thread.read])
    let held = unwritten.rows(of: thread.id).first {
      $0.number > thread.read && $0.author != nil
    }
    return (stored?.first ?? held)?.key
  }

  /// The lowest `seq` of a conversation in the router's log of now: what is older may be asked for.
  package func oldestSeq(in thread: HistoryThread) -> Int64? {
    let stored = try? rows(
      "WHERE conversation = ?2 AND log = ?3 AND seq IS NOT NULL ORDER BY number LIMIT 1",
      numbers: [thread.id, log.id])
    return stored?.first?.origin?.seq
  }

  private func row(key: Int64, of thread: HistoryThread) -> HistoryRow? {
    row(key: key).flatMap { $0.conversation == thread.id ? $0 : nil }
  }
}
