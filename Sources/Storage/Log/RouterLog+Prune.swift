extension RouterLog {
  /// Takes the oldest lines out of a user's log, within a transaction.
  ///
  /// - Parameters:
  ///   - user: Whose.
  ///   - first: The number that is to be the oldest then.
  /// - Returns: How much they held; the lines in the tail stay, and so does what is behind them.
  /// - Throws: `SQLiteError`
  package func prune(
    _ user: Int64, upTo first: Int64
  ) throws(SQLiteError) -> Int64 {
    let range = "user = \(user) AND seq < \(first)"
    let bytes = try database.number("SELECT sum(size) FROM entry WHERE \(range)") ?? 0
    try database.execute("DELETE FROM entry WHERE \(range)")
    try database.execute(
      "UPDATE user SET first = \(first), bytes = bytes - \(bytes) WHERE id = \(user)")
    return bytes
  }

  /// The first of a user's numbers that is indexed and whose message is not older than `id`, at most `limit` behind the oldest.
  package func firstKept(
    of user: Int64, since id: Int64, from first: Int64, limit: Int64
  ) throws(SQLiteError) -> Int64 {
    let stop = min(first + limit, tails[user]?.first?.seq ?? .max)
    let range = "user = \(user) AND seq >= \(first) AND seq < \(stop)"
    let old = try database.number("SELECT max(seq) FROM entry WHERE \(range) AND message < \(id)")
    return old.map { $0 + 1 } ?? first
  }

  /// The number behind the last of a user's that is indexed: only up to there it can be pruned.
  package func indexedEnd(of user: Int64) throws(SQLiteError) -> Int64 {
    if let tail = tails[user]?.first { return tail.seq }
    return try indexedHead(of: user) + 1
  }

  /// How many of the oldest lines of a user make up so many bytes, of those that are indexed.
  package func firstKept(
    of user: Int64, without bytes: Int64, from first: Int64, limit: Int64
  ) throws(SQLiteError) -> Int64 {
    let query = try database.prepare(
      "SELECT seq, size FROM entry WHERE user = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3")
    defer { query.reset() }
    try query.bind(user, at: 1)
    try query.bind(first, at: 2)
    try query.bind(limit, at: 3)
    var (kept, rest) = (first, bytes)
    while rest > 0, try query.step() {
      kept = query.integer(0) + 1
      rest -= query.integer(1)
    }
    return kept
  }

  /// Deletes messages that are a line of no log any more, within a transaction.
  ///
  /// - Parameters:
  ///   - limit: How many messages to look at.
  ///   - isDead: Whether the line of a user is gone.
  /// - Returns: Whether all have been looked at; the next call begins again with the oldest.
  /// - Throws: `SQLiteError`
  package func sweep(
    _ limit: Int, isDead: (_ user: Int64, _ seq: Int64) -> Bool
  ) throws(SQLiteError) -> Bool {
    let query = try database.prepare(
      "SELECT id, sender, cid, entries FROM message WHERE id > ?1 ORDER BY id LIMIT ?2")
    try query.bind(sweep, at: 1)
    try query.bind(Int64(limit), at: 2)
    var dead: [(id: Int64, sender: Int64, cid: [UInt8]?)] = []
    var (seen, last) = (0, sweep)
    while try query.step() {
      (seen, last) = (seen + 1, query.integer(0))
      var isAlive = false
      query.withBytes(3) { EntryList($0) }.forEach { isAlive = isAlive || !isDead($0, $1) }
      guard !isAlive else { continue }
      let cid = query.isNull(2) ? nil : query.withBytes(2) { cid in cid.indices.map { cid[$0] } }
      dead.append((last, query.integer(1), cid))
    }
    for message in dead { try delete(message.id, of: message.sender, markedAs: message.cid) }
    sweep = seen < limit ? 0 : last
    return seen < limit
  }

  private func delete(
    _ id: Int64, of sender: Int64, markedAs cid: [UInt8]?
  ) throws(SQLiteError) {
    try database.execute("DELETE FROM message WHERE id = \(id)")
    guard let cid else { return }
    let unmark = try database.prepare("DELETE FROM mark WHERE sender = ?1 AND cid = ?2")
    try unmark.bind(sender, at: 1)
    try unmark.bind(blob: cid.span, at: 2)
    try unmark.run()
  }

  /// Forgets who has not been here since `time`, has no line in a log and is in no room, within a transaction.
  ///
  /// - Returns: Who is forgotten.
  package func forgetUsers(before time: Int64) throws(SQLiteError) -> [Int64] {
    let query = try database.prepare(
      """
      SELECT id FROM user WHERE seen < ?1 AND NOT EXISTS (SELECT * FROM entry WHERE user = user.id)
      AND NOT EXISTS (SELECT * FROM member WHERE member.user = user.id)
      """)
    try query.bind(time, at: 1)
    var gone: [Int64] = []
    while try query.step() { gone.append(query.integer(0)) }
    gone.removeAll { tails[$0] != nil }
    for user in gone {
      try database.execute(
        "DELETE FROM user WHERE id = \(user); DELETE FROM reach WHERE owner = \(user) OR peer = \(user)"
      )
    }
    return gone
  }
}
