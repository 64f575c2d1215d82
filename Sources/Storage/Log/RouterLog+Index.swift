extension RouterLog {
  /// Has all lines that wait now written into the indexes, some with each commit, however few they are.
  package func beginIndexing() {
    guard round.isEmpty, tails.count > 0 else { return }
    round = tails.users.reversed()
    roundEnd = lastMessage
  }

  /// Whether lines are being written into the indexes.
  package var isIndexing: Bool { !round.isEmpty }

  /// Writes some of the lines that wait into the indexes, within a transaction.
  func indexSome(atMost limit: Int) throws(SQLiteError) {
    if round.isEmpty {
      guard tails.count > Self.tailLimit || limit == .max else { return }
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
    let places = tails[user]
    guard let first = places.first else { return 0 }
    var stretch = try unfinishedStretch(of: user, upTo: first.seq)
    for place in places where !stretch.append(place) {
      try keep(stretch, of: user)
      stretch = LineStretch(CollectionOfOne(place))
    }
    try keep(stretch, of: user)
    try statements.addBytes.bind(user, at: 1)
    try statements.addBytes.bind(places.reduce(0) { $0 + $1.size }, at: 2)
    try statements.addBytes.run()
    indexedNow.append((user, places.count))
    return places.count
  }

  /// The last stretch of a user, where it is short and ends right before a number; else one without lines.
  private func unfinishedStretch(
    of user: Int64, upTo seq: Int64
  ) throws(SQLiteError) -> LineStretch {
    let query = statements.lastStretch
    defer { query.reset() }
    try query.bind(user, at: 1)
    var places: [LogPlace] = []
    if try query.step(), query.integer(1) == seq, seq - query.integer(0) < LineStretch.limit / 2 {
      query.withBytes(2) { lines in
        LineStretch.forEach(in: lines, from: query.integer(0)) { places.append($0) }
      }
    }
    return LineStretch(places)
  }

  func keep(_ stretch: LineStretch, of user: Int64) throws(SQLiteError) {
    guard stretch.count > 0 else { return }
    let keep = statements.keepStretch
    try keep.bind(user, at: 1)
    try keep.bind(stretch.first, at: 2)
    try keep.bind(stretch.end, at: 3)
    try keep.bind(stretch.size, at: 4)
    try keep.run(blob: stretch.bytes.span, at: 5)
    for peer in stretch.peers {
      try statements.keepTalk.bind(user, at: 1)
      try statements.keepTalk.bind(peer, at: 2)
      try statements.keepTalk.bind(stretch.first, at: 3)
      try statements.keepTalk.run()
    }
  }

  /// What was indexed is on the disk and need not be known here any more.
  func takeIndexed() {
    for (user, count) in indexedNow { tails.removeFirst(count, of: user) }
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
    let query = statements.batches
    defer { query.reset() }
    try query.bind(indexed, at: 1)
    while try query.step() {
      let batch = query.integer(0)
      query.withBytes(1) { bytes in noteMessages(in: bytes, ofBatch: batch, behind: indexed) }
    }
    var ends: [Int64: Int64] = [:]
    for (user, _) in appended where ends[user] == nil { ends[user] = try indexedEnd(of: user) }
    // Some users' lines may be there already: a round is not one transaction. Or they were pruned since.
    appended.removeAll { $0.place.seq < ends[$0.user] ?? 0 }
    takeAppended()
  }

  private func noteMessages(in bytes: Span<UInt8>, ofBatch batch: Int64, behind indexed: Int64) {
    var position = 0
    while let message = StoredMessage.next(in: bytes, at: &position, ofBatch: batch) {
      lastMessage = max(lastMessage, message.id)
      guard message.id > indexed else { continue }
      note(
        bytes.extracting(message.entries), of: message.id, sender: message.sender,
        target: message.target, mark: mark(of: bytes.extracting(message.cid)),
        size: message.text.count)
    }
  }

  /// The number behind the last of a user's that is indexed: only up to there it can be pruned.
  package func indexedEnd(of user: Int64) throws(SQLiteError) -> Int64 {
    if let tail = tails[user].first { return tail.seq }
    let query = statements.lastStretch
    defer { query.reset() }
    try query.bind(user, at: 1)
    if try query.step() { return query.integer(1) }
    return try database.number("SELECT first FROM user WHERE id = \(user)") ?? 1
  }
}
