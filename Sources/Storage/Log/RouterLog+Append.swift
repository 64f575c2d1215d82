extension RouterLog {
  /// What a line costs beside its text, in the count that retention goes by.
  private static let overhead = 100

  /// Adds a message, within a transaction; its id is above that of every other.
  ///
  /// - Parameters:
  ///   - id: Its number.
  ///   - sender: Who said it.
  ///   - target: The user or room it is for.
  ///   - cid: The sender's own mark as a literal of JSON; empty where there is none.
  ///   - mark: What `mark(of:)` makes of it.
  ///   - entries: Whose log it is a line of.
  ///   - text: The text as a literal of JSON.
  package func append(
    id: Int64, sender: Int64, target: Int64, cid: Span<UInt8>, mark: UInt32?, entries: EntryList,
    text: Span<UInt8>
  ) {
    pending.append(
      id: id, sender: sender, target: target, cid: cid, entries: entries.bytes.span, text: text)
    if let mark { knownFilter(of: sender)?.insert(mark) }
    note(
      entries.bytes.span, of: id, sender: sender, target: target, mark: mark, size: text.count)
  }

  /// Takes note of the lines of a message that is on the disk, or will be with this transaction.
  func note(
    _ entries: Span<UInt8>, of id: Int64, sender: Int64, target: Int64, mark: UInt32?, size: Int
  ) {
    EntryList.forEach(in: entries) { user, seq in
      let isOwn = user == sender
      let peer = isOwn || target < 0 ? target : sender
      appended.append(
        (
          user,
          LogPlace(
            seq: seq, peer: peer, message: id, size: Int64(size + Self.overhead),
            mark: isOwn ? mark : nil, isOwn: isOwn)
        ))
    }
  }

  /// Writes the messages of the transaction.
  func writeBatches() throws(SQLiteError) {
    let insert = statements.insertBatch
    let bytes = pending.bytes
    for batch in pending.batches {
      try insert.bind(batch.id, at: 1)
      try insert.run(blob: bytes.span.extracting(batch.start..<batch.end), at: 2)
    }
  }

  /// What was appended is on the disk.
  func takeAppended() {
    for (user, place) in appended { tails.append(place, of: user) }
    if let last = appended.last?.place.message { lastMessage = max(lastMessage, last) }
    appended.removeAll(keepingCapacity: true)
  }

  /// How much a message adds to a user's log, in the count that retention goes by.
  package static func size(ofText count: Int) -> Int64 { Int64(count + overhead) }
}
