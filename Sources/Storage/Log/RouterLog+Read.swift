extension RouterLog {
  /// The lines of a user's log behind `seq`, at most `limit`, the oldest first.
  package func entries(
    of user: Int64, after seq: Int64, limit: Int
  ) throws(SQLiteError) -> [LogEntry] {
    var found: [LogEntry] = []
    for place in try places(of: user, from: seq + 1, limit: limit) {
      if let entry = try entry(place) { found.append(entry) }
    }
    return found
  }

  /// The lines of one conversation before `seq`, at most `limit`, the newest first.
  package func entries(
    of user: Int64, with peer: Int64, before seq: Int64, limit: Int
  ) throws(SQLiteError) -> [LogEntry] {
    var found: [LogPlace] = []
    for place in tails[user].reversed() where place.peer == peer && place.seq < seq {
      found.append(place)
      if found.count >= limit { break }
    }
    let query = statements.talk
    defer { query.reset() }
    for (index, number) in [user, peer, seq].enumerated() { try query.bind(number, at: index + 1) }
    while found.count < limit, try query.step() {
      var places: [LogPlace] = []
      query.withBytes(1) { bytes in
        LineStretch.forEach(in: bytes, from: query.integer(0)) { place in
          if place.peer == peer, place.seq < seq { places.append(place) }
        }
      }
      found += places.reversed().prefix(limit - found.count)
    }
    var entries: [LogEntry] = []
    for place in found {
      if let entry = try entry(place) { entries.append(entry) }
    }
    return entries
  }

  /// The places of the lines from `first` to `last` of a user's log.
  package func places(
    of user: Int64, _ range: ClosedRange<Int64>
  ) throws(SQLiteError) -> [LogPlace] {
    try places(of: user, from: range.lowerBound, limit: range.count)
      .filter { $0.seq <= range.upperBound }
  }

  /// The places of at most `limit` lines of a user's log from the number `first` on.
  func places(
    of user: Int64, from first: Int64, limit: Int
  ) throws(SQLiteError) -> [LogPlace] {
    let tail = tails[user]
    var found: [LogPlace] = []
    if first < tail.first?.seq ?? .max {
      found = try indexedPlaces(of: user, from: first, limit: limit)
    }
    let start = tail.firstIndex { $0.seq >= first } ?? tail.endIndex
    found += tail[start...].prefix(max(0, limit - found.count))
    return found
  }

  /// As `places`, of those lines that are indexed.
  func indexedPlaces(
    of user: Int64, from first: Int64, limit: Int
  ) throws(SQLiteError) -> [LogPlace] {
    let query = statements.stretches
    defer { query.reset() }
    try query.bind(user, at: 1)
    try query.bind(first, at: 2)
    var found: [LogPlace] = []
    while found.count < limit, try query.step() {
      query.withBytes(1) { bytes in
        LineStretch.forEach(in: bytes, from: query.integer(0)) { place in
          if place.seq >= first, found.count < limit { found.append(place) }
        }
      }
    }
    return found
  }

  // MARK: Messages

  private func entry(_ place: LogPlace) throws(SQLiteError) -> LogEntry? {
    try load(place.message)
    return withLoaded(place.message) { message, bytes in
      func copy(_ range: Range<Int>) -> [UInt8] {
        var copy: [UInt8] = []
        copy.append(bytes: bytes.extracting(range))
        return copy
      }
      return LogEntry(
        seq: place.seq, message: place.message, sender: message.sender, target: message.target,
        cid: message.cid.isEmpty ? nil : copy(message.cid), text: copy(message.text))
    }
  }

  /// Reads the batch in which a message is, where it isn't one of this transaction.
  func load(_ message: Int64) throws(SQLiteError) {
    guard pending.batch(of: message) == nil, message < lastRead.id || message > lastRead.end else {
      return
    }
    let query = statements.batch
    defer { query.reset() }
    try query.bind(message, at: 1)
    lastRead = (0, 0, [])
    guard try query.step() else { return }
    (lastRead.id, lastRead.end) = (query.integer(0), query.integer(0))
    query.withBytes(1) { bytes in
      var position = 0
      while let next = StoredMessage.next(in: bytes, at: &position, ofBatch: lastRead.id) {
        lastRead.end = next.id
      }
      lastRead.bytes.append(bytes: bytes)
    }
  }

  /// Finds a message in what has been loaded for it; nil where it is there no more.
  func withLoaded<Value>(
    _ id: Int64, _ body: (StoredMessage, Span<UInt8>) -> Value
  ) -> Value? {
    guard let batch = pending.batch(of: id) else {
      let bytes = lastRead.bytes
      return Self.find(id, in: bytes.span, ofBatch: lastRead.id, body)
    }
    let bytes = pending.bytes
    return Self.find(
      id, in: bytes.span.extracting(batch.start..<batch.end), ofBatch: batch.id, body)
  }

  private static func find<Value>(
    _ id: Int64, in bytes: Span<UInt8>, ofBatch batch: Int64,
    _ body: (StoredMessage, Span<UInt8>) -> Value
  ) -> Value? {
    var position = 0
    while let message = StoredMessage.next(in: bytes, at: &position, ofBatch: batch) {
      if message.id == id { return body(message, bytes) }
    }
    return nil
  }
}
