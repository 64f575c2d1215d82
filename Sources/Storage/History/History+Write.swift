extension History {
  /// Keeps all that was changed since the last time, on the disk.
  ///
  /// - Throws: `SQLiteError`; nothing of it is kept then, and all of it is tried again the next time.
  package func commit() throws(SQLiteError) {
    guard hasChanges else { return }
    do throws(SQLiteError) {
      if !database.isInTransaction {
        try database.begin()
        for change in pending { try apply(change) }
      }
      for thread in changedThreads.values { try save(thread) }
      if hasNewCursor { try saveCursor() }
      try database.commit()
    } catch {
      fail()
      throw error
    }
    pending = []
    changedThreads = [:]
    hasNewCursor = false
    storedCursor = log.cursor
    unwritten = UnwrittenRows()
    isFailing = false
  }

  /// Whether there is anything for `commit` to keep.
  package var hasChanges: Bool {
    !hasGivenUp && (!pending.isEmpty || !changedThreads.isEmpty || hasNewCursor)
  }

  /// Writes a change, to be kept by `commit`.
  func write(_ change: HistoryChange) {
    guard !hasGivenUp else { return hold(change) }
    pending.append(change)
    guard !isFailing else { return hold(change) }
    do throws(SQLiteError) {
      if !database.isInTransaction {
        try database.begin()
        // A transaction that SQLite has ended has lost what was written before.
        for change in pending { try apply(change) }
      } else {
        try apply(change)
      }
    } catch {
      fail()
    }
  }

  func hasChanged(_ thread: HistoryThread) {
    changedThreads[thread.id] = thread
  }

  /// The disk refuses: what was said since the last commit is kept here, to be shown and tried again.
  private func fail() {
    database.rollBack()
    guard !isFailing else { return giveUpIfTooMuch() }
    isFailing = true
    for change in pending { hold(change) }
  }

  private func giveUpIfTooMuch() {
    guard pending.count > Self.pendingMaximum else { return }
    hasGivenUp = true
    pending = []
  }

  /// Keeps a message that is not on the disk.
  private func hold(_ change: HistoryChange) {
    switch change {
    case .insert(let row): unwritten.add(row)
    case .update(let row): unwritten.update(row)
    case .moveDown, .beginLog: break
    }
  }

  private func apply(_ change: HistoryChange) throws(SQLiteError) {
    switch change {
    case .insert(let row): try insert(row)
    case .update(let row): try update(row)
    case .moveDown(let conversation, let numbers): try moveDown(numbers, in: conversation)
    case .beginLog(let log): try begin(log)
    }
  }

  private func insert(_ row: HistoryRow) throws(SQLiteError) {
    let insert = try statements(
      """
      INSERT INTO item (key, conversation, number, author, text, time, state, cid, log, seq, message)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    try insert.bind(row.key, at: 1)
    try insert.bind(row.conversation, at: 2)
    try insert.bind(row.number, at: 3)
    try insert.bind(row.author, at: 4)
    try insert.bind(row.text, at: 5)
    try insert.bind(row.time, at: 6)
    try insert.bind(row.delivery.rawValue, at: 7)
    try insert.bind(row.cid, at: 8)
    try insert.bind(row.log, at: 9)
    try insert.bind(row.origin?.seq, at: 10)
    try insert.bind(row.origin?.id, at: 11)
    try insert.run()
    try indexWords(of: row)
  }

  private func update(_ row: HistoryRow) throws(SQLiteError) {
    let update = try statements(
      """
      UPDATE item SET number = ?2, time = ?3, state = ?4, log = ?5, seq = ?6, message = ?7
      WHERE key = ?1
      """)
    try update.bind(row.key, at: 1)
    try update.bind(row.number, at: 2)
    try update.bind(row.time, at: 3)
    try update.bind(row.delivery.rawValue, at: 4)
    try update.bind(row.log, at: 5)
    try update.bind(row.origin?.seq, at: 6)
    try update.bind(row.origin?.id, at: 7)
    try update.run()
  }

  private func moveDown(
    _ numbers: ClosedRange<Int64>, in conversation: Int64
  ) throws(SQLiteError) {
    let move = try statements(
      "UPDATE item SET number = number - 1 WHERE conversation = ? AND number BETWEEN ? AND ?")
    try move.bind(conversation, at: 1)
    try move.bind(numbers.lowerBound, at: 2)
    try move.bind(numbers.upperBound, at: 3)
    try move.run()
  }

  private func begin(_ log: Log) throws(SQLiteError) {
    let insert = try statements("INSERT INTO log (id, server, cursor) VALUES (?, ?, ?)")
    try insert.bind(log.id, at: 1)
    try insert.bind(log.server, at: 2)
    try insert.bind(log.cursor, at: 3)
    try insert.run()
  }

  private func saveCursor() throws(SQLiteError) {
    let update = try statements("UPDATE log SET cursor = ? WHERE id = ?")
    try update.bind(log.cursor, at: 1)
    try update.bind(log.id, at: 2)
    try update.run()
  }

  private func save(_ thread: HistoryThread) throws(SQLiteError) {
    let save = try statements(
      """
      INSERT INTO conversation
        (id, peer, address, read, told, delivered, seen, draft, top, shift)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO UPDATE SET
        read = ?4, told = ?5, delivered = ?6, seen = ?7, draft = ?8, top = ?9, shift = ?10
      """)
    try save.bind(thread.id, at: 1)
    try save.bind(thread.peer, at: 2)
    try save.bind(thread.address, at: 3)
    try save.bind(thread.read, at: 4)
    try save.bind(thread.told, at: 5)
    try save.bind(thread.delivered, at: 6)
    try save.bind(thread.seen, at: 7)
    try save.bind(thread.draft, at: 8)
    try save.bind(thread.top?.key, at: 9)
    try save.bind(thread.top?.shift ?? 0, at: 10)
    try save.run()
  }
}
