extension RouterLog {
  /// Has all lines that wait now written into the indexes, some with each commit, however few they are.
  package func beginIndexing() {
    guard round.isEmpty, tailCount > 0 else { return }
    round = tails.keys.sorted(by: >)
    roundEnd = lastMessage
  }

  /// Whether lines are being written into the indexes.
  package var isIndexing: Bool { !round.isEmpty }

  /// Writes some of the lines that wait into the indexes, within a transaction.
  func indexSome(atMost limit: Int = RouterLog.indexedAtOnce) throws(SQLiteError) {
    if round.isEmpty {
      guard tailCount > Self.tailLimit || limit > Self.indexedAtOnce else { return }
      beginIndexing()
    }
    var count = 0
    while count < limit, let user = round.last {
      count += try index(user)
      round.removeLast()
    }
    // A message's lines are all in the tails of this round, or were indexed in one before.
    if round.isEmpty { try keep(roundEnd, as: "indexed") }
  }

  private func index(_ user: Int64) throws(SQLiteError) -> Int {
    let places = tails[user] ?? []
    var bytes: Int64 = 0
    for place in places {
      try insert(place, of: user)
      bytes += place.size
    }
    try statements.addBytes.bind(user, at: 1)
    try statements.addBytes.bind(bytes, at: 2)
    try statements.addBytes.run()
    indexedNow.append((user, places.count))
    return places.count
  }

  private func insert(_ place: LogPlace, of user: Int64) throws(SQLiteError) {
    let entry = statements.insertEntry
    try entry.bind(user, at: 1)
    try entry.bind(place.seq, at: 2)
    try entry.bind(place.peer, at: 3)
    try entry.bind(place.size, at: 4)
    try entry.bind(place.message, at: 5)
    try entry.run()
    guard let cid = place.cid else { return }
    let mark = statements.insertMark
    try mark.bind(user, at: 1)
    try mark.bind(blob: cid.span, at: 2)
    try mark.bind(place.message, at: 3)
    try mark.run()
  }

  /// What was indexed is on the disk and need not be known here any more.
  func takeIndexed() {
    for (user, count) in indexedNow {
      for place in tails[user, default: []].prefix(count) {
        if let cid = place.cid { recent[LogMark(sender: user, cid: cid)] = nil }
      }
      tails[user]?.removeFirst(count)
      if tails[user]?.isEmpty ?? false { tails[user] = nil }
      tailCount -= count
    }
    indexedNow.removeAll()
  }

  /// Keeps a number under a name.
  func keep(_ number: Int64, as key: String) throws(SQLiteError) {
    try statements.keepFact.bind(key, at: 1)
    try statements.keepFact.bind(number, at: 2)
    try statements.keepFact.run()
  }

  /// Reads again what was not indexed when the router last ended.
  func recover() throws(SQLiteError) {
    let indexed = try database.number("SELECT value FROM fact WHERE key = 'indexed'") ?? 0
    let rest = try database.prepare(
      "SELECT id, sender, target, cid, entries, length(text) FROM message WHERE id > ?1 ORDER BY id"
    )
    try rest.bind(indexed, at: 1)
    while try rest.step() {
      let cid =
        rest.isNull(3) ? nil : rest.withBytes(3) { bytes in bytes.indices.map { bytes[$0] } }
      note(
        rest.withBytes(4) { EntryList($0) }, of: rest.integer(0), sender: rest.integer(1),
        target: rest.integer(2), cid: cid, size: Int(rest.integer(5)))
    }
    var heads: [Int64: Int64] = [:]
    for (user, _) in appended where heads[user] == nil { heads[user] = try indexedHead(of: user) }
    // Some users' lines may be there already: a round is not one transaction.
    appended.removeAll { $0.place.seq <= heads[$0.user] ?? 0 }
    takeAppended()
  }

  /// The newest number of a user's that is indexed.
  func indexedHead(of user: Int64) throws(SQLiteError) -> Int64 {
    try database.number("SELECT max(seq) FROM entry WHERE user = \(user)") ?? 0
  }
}
