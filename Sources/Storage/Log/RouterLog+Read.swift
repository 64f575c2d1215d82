extension RouterLog {
  /// The message that a sender gave this mark, and its number in the sender's own log.
  package func message(
    of sender: Int64, markedAs cid: Span<UInt8>
  ) throws(SQLiteError) -> (message: Int64, seq: Int64)? {
    let mark = LogMark(sender: sender, cid: cid.indices.map { cid[$0] })
    var id = recent[mark]
    if id == nil {
      let find = statements.findMark
      defer { find.unbind() }
      try find.bind(sender, at: 1)
      try find.bind(blob: cid, at: 2)
      if try find.step() { id = find.integer(0) }
      find.reset()
    }
    guard let id, let entries = try entries(of: id), let seq = entries.seq(of: sender) else {
      return nil
    }
    return (id, seq)
  }

  private func entries(of id: Int64) throws(SQLiteError) -> EntryList? {
    let query = statements.message
    defer { query.reset() }
    try query.bind(id, at: 1)
    return try query.step() ? query.withBytes(3) { EntryList($0) } : nil
  }

  /// The lines of a user's log behind `seq`, at most `limit`, the oldest first.
  package func entries(
    of user: Int64, after seq: Int64, limit: Int
  ) throws(SQLiteError) -> [LogEntry] {
    let tail = tails[user] ?? []
    var found: [LogEntry] = []
    if seq + 1 < tail.first?.seq ?? .max {
      found = try read(statements.stream, user, seq, Int64(limit))
    }
    let start = tail.firstIndex { $0.seq > found.last?.seq ?? seq } ?? tail.endIndex
    for place in tail[start...].prefix(max(0, limit - found.count)) {
      if let entry = try entry(place) { found.append(entry) }
    }
    return found
  }

  /// The lines of one conversation before `seq`, at most `limit`, the newest first.
  package func entries(
    of user: Int64, with peer: Int64, before seq: Int64, limit: Int
  ) throws(SQLiteError) -> [LogEntry] {
    var found: [LogEntry] = []
    for place in (tails[user] ?? []).reversed() where place.peer == peer && place.seq < seq {
      guard found.count < limit else { return found }
      if let entry = try entry(place) { found.append(entry) }
    }
    let before = found.last?.seq ?? seq
    return found
      + (try read(statements.conversation, user, peer, before, Int64(limit - found.count)))
  }

  /// The places of the lines from `first` to `last` of a user's log.
  package func places(
    of user: Int64, _ range: ClosedRange<Int64>
  ) throws(SQLiteError) -> [LogPlace] {
    let tail = tails[user] ?? []
    var found: [LogPlace] = []
    if range.lowerBound < tail.first?.seq ?? .max {
      let query = statements.places
      defer { query.reset() }
      try query.bind(user, at: 1)
      try query.bind(range.lowerBound - 1, at: 2)
      try query.bind(range.upperBound, at: 3)
      while try query.step() {
        found.append(
          LogPlace(
            seq: query.integer(0), peer: query.integer(1), message: query.integer(2), size: 0,
            cid: nil, isOwn: query.integer(3) == 1))
      }
    }
    return found + tail.filter { range.contains($0.seq) }
  }

  private func entry(_ place: LogPlace) throws(SQLiteError) -> LogEntry? {
    let query = statements.message
    defer { query.reset() }
    try query.bind(place.message, at: 1)
    guard try query.step() else { return nil }
    return LogEntry(
      seq: place.seq, message: place.message, sender: query.integer(0), target: query.integer(1),
      cid: Self.bytes(query, 2), text: Self.bytes(query, 4) ?? [])
  }

  private func read(_ query: Statement, _ numbers: Int64...) throws(SQLiteError) -> [LogEntry] {
    defer { query.reset() }
    for (index, number) in numbers.enumerated() { try query.bind(number, at: index + 1) }
    var found: [LogEntry] = []
    while try query.step() {
      found.append(
        LogEntry(
          seq: query.integer(0), message: query.integer(1), sender: query.integer(2),
          target: query.integer(3), cid: Self.bytes(query, 4), text: Self.bytes(query, 5) ?? []))
    }
    return found
  }

  private static func bytes(_ query: Statement, _ column: Int) -> [UInt8]? {
    guard !query.isNull(column) else { return nil }
    return query.withBytes(column) { bytes in bytes.indices.map { bytes[$0] } }
  }
}
