extension RouterLog {
  /// Takes the oldest lines out of a user's log, within a transaction.
  ///
  /// - Parameters:
  ///   - user: Whose.
  ///   - first: The number that is to be the oldest then.
  /// - Returns: How much they held; the lines in the tail stay, and so does what is behind them.
  /// - Throws: `SQLiteError`
  package func prune(_ user: Int64, upTo first: Int64) throws(SQLiteError) -> Int64 {
    var bytes: Int64 = 0
    for (start, places) in try stretches(of: user, before: first) {
      let gone = places.prefix { $0.seq < first }
      bytes += gone.reduce(0) { $0 + $1.size }
      try delete(start, of: user, with: Set(places.map(\.peer)))
      try keep(LineStretch(places[gone.endIndex...]), of: user)
    }
    repeats.forget(user)
    try database.execute(
      "UPDATE user SET first = \(first), bytes = bytes - \(bytes) WHERE id = \(user)")
    return bytes
  }

  private func stretches(
    of user: Int64, before end: Int64
  ) throws(SQLiteError) -> [(first: Int64, places: [LogPlace])] {
    let query = statements.stretches
    defer { query.reset() }
    try query.bind(user, at: 1)
    try query.bind(0, at: 2)
    var found: [(first: Int64, places: [LogPlace])] = []
    while try query.step(), query.integer(0) < end {
      var places: [LogPlace] = []
      query.withBytes(1) { bytes in
        LineStretch.forEach(in: bytes, from: query.integer(0)) { places.append($0) }
      }
      found.append((query.integer(0), places))
    }
    return found
  }

  private func delete(
    _ first: Int64, of user: Int64, with peers: Set<Int64>
  ) throws(SQLiteError) {
    try statements.deleteStretch.bind(user, at: 1)
    try statements.deleteStretch.bind(first, at: 2)
    try statements.deleteStretch.run()
    for peer in peers {
      try statements.deleteTalk.bind(user, at: 1)
      try statements.deleteTalk.bind(peer, at: 2)
      try statements.deleteTalk.bind(first, at: 3)
      try statements.deleteTalk.run()
    }
  }

  /// The first of a user's numbers that is indexed and whose message is not older than `id`, at most `limit` behind the oldest.
  package func firstKept(
    of user: Int64, since id: Int64, from first: Int64, limit: Int64
  ) throws(SQLiteError) -> Int64 {
    let old = try indexedPlaces(of: user, from: first, limit: Int(clamping: limit))
      .prefix { $0.message < id }
    return old.last.map { $0.seq + 1 } ?? first
  }

  /// How many of the oldest lines of a user make up so many bytes, of those that are indexed.
  package func firstKept(
    of user: Int64, without bytes: Int64, from first: Int64, limit: Int64
  ) throws(SQLiteError) -> Int64 {
    var (kept, rest) = (first, bytes)
    for place in try indexedPlaces(of: user, from: first, limit: Int(clamping: limit)) {
      guard rest > 0 else { break }
      kept = place.seq + 1
      rest -= place.size
    }
    return kept
  }

  // MARK: Messages

  /// Deletes messages that are a line of no log any more, within a transaction.
  ///
  /// A batch goes when none of its messages is alive, and is written anew when the dead are half of it.
  ///
  /// - Parameters:
  ///   - limit: How many messages to look at, nearly; the next call goes on behind them.
  ///   - isDead: Whether a line is gone.
  /// - Returns: Whether all have been looked at; the next call begins with the oldest.
  /// - Throws: `SQLiteError`
  package func sweep(
    _ limit: Int, isDead: (_ user: Int64, _ seq: Int64) -> Bool
  ) throws(SQLiteError) -> Bool {
    lastRead = (0, 0, [])
    let query = statements.laterBatches
    defer { query.reset() }
    try query.bind(sweep, at: 1)
    var (seen, last) = (0, sweep)
    var changed: [(id: Int64, rest: [UInt8])] = []
    while seen < limit, try query.step() {
      let id = query.integer(0)
      query.withBytes(1) { bytes in
        let (rest, count) = Self.living(in: bytes, ofBatch: id, isDead)
        seen += count
        if rest.count * 2 <= bytes.count { changed.append((id, rest)) }
      }
      last = id
    }
    query.reset()
    for (id, rest) in changed { try replace(id, by: rest) }
    sweep = seen < limit ? 0 : last
    return seen < limit
  }

  /// The messages of a batch that are still a line of some log, and how many it has with the others.
  private static func living(
    in bytes: Span<UInt8>, ofBatch batch: Int64, _ isDead: (_ user: Int64, _ seq: Int64) -> Bool
  ) -> (rest: [UInt8], count: Int) {
    var (rest, count, position, start) = ([UInt8](), 0, 0, 0)
    while let message = StoredMessage.next(in: bytes, at: &position, ofBatch: batch) {
      count += 1
      var isAlive = false
      EntryList.forEach(in: bytes.extracting(message.entries)) { user, seq in
        isAlive = isAlive || !isDead(user, seq)
      }
      if isAlive { rest.append(bytes: bytes.extracting(start..<position)) }
      start = position
    }
    return (rest, count)
  }

  private func replace(_ id: Int64, by rest: [UInt8]) throws(SQLiteError) {
    let change = rest.isEmpty ? statements.deleteBatch : statements.replaceBatch
    try change.bind(id, at: 1)
    if rest.isEmpty { try change.run() } else { try change.run(blob: rest.span, at: 2) }
  }

  /// Forgets who has not been here since `time`, has no line in a log and is in no room, within a transaction.
  ///
  /// - Returns: Who is forgotten.
  package func forgetUsers(before time: Int64) throws(SQLiteError) -> [Int64] {
    let query = try database.prepare(
      """
      SELECT id FROM user WHERE seen < ?1 AND NOT EXISTS (SELECT * FROM stretch WHERE user = user.id)
      AND NOT EXISTS (SELECT * FROM member WHERE member.user = user.id)
      """)
    try query.bind(time, at: 1)
    var gone: [Int64] = []
    while try query.step() { gone.append(query.integer(0)) }
    gone.removeAll { !tails[$0].isEmpty }
    if let last = gone.max(), try last > lastNumbers().user { try keep(last, as: "user") }
    for user in gone {
      try database.execute(
        "DELETE FROM user WHERE id = \(user); DELETE FROM reach WHERE owner = \(user) OR peer = \(user)"
      )
    }
    return gone
  }
}
