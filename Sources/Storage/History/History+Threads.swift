extension History {
  /// How many unread messages of a conversation are counted at the start.
  private static let unreadMaximum: Int64 = 1_000

  func add(_ thread: HistoryThread) {
    threads[thread.peer] = thread
    threadsByNumber[thread.id] = thread
  }

  func readThreads() throws(SQLiteError) {
    let query = try statements(
      """
      SELECT id, peer, address, read, told, delivered, seen, draft, top, shift,
        (SELECT min(number) FROM item WHERE conversation = id),
        (SELECT max(number) FROM item WHERE conversation = id)
      FROM conversation
      """)
    while try query.step() {
      let thread = HistoryThread(
        id: query.integer(0), peer: query.text(1), address: query.text(2))
      thread.read = query.integer(3)
      thread.told = query.integer(4)
      thread.delivered = query.integer(5)
      thread.seen = query.integer(6)
      thread.draft = query.text(7)
      thread.top = query.optionalInteger(8).map {
        HistoryThread.Top(key: $0, shift: query.integer(9))
      }
      thread.first = query.optionalInteger(10) ?? 0
      thread.next = query.optionalInteger(11).map { $0 + 1 } ?? 0
      add(thread)
    }
    for thread in threads.values where thread.count > 0 {
      thread.lastTime = items(in: thread, from: thread.count - 1, limit: 1).last?.time
      thread.unread = countUnread(in: thread)
    }
  }

  func countUnread(in thread: HistoryThread) -> Int {
    guard thread.read < thread.next - 1 else { return 0 }
    let stored = try? counted(
      """
      SELECT count(*) FROM (SELECT 1 FROM item
      WHERE conversation = ?1 AND number > ?2 AND author IS NOT NULL LIMIT ?3)
      """, thread.id, thread.read, Self.unreadMaximum)
    let held = unwritten.rows(of: thread.id).filter {
      $0.number > thread.read && $0.author != nil
    }
    return Int(stored ?? 0) + held.count
  }

  private func counted(_ sql: String, _ numbers: Int64...) throws(SQLiteError) -> Int64 {
    let query = try statements(sql)
    for (index, number) in numbers.enumerated() { try query.bind(number, at: index + 1) }
    guard try query.step() else { return 0 }
    defer { query.reset() }
    return query.integer(0)
  }
}
