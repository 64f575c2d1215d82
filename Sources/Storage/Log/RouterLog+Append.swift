extension RouterLog {
  /// What a line costs beside its text, in the count that retention goes by.
  private static let overhead = 100

  /// Adds a message, within a transaction; its id is above that of every other.
  ///
  /// - Parameters:
  ///   - id: Its number.
  ///   - sender: Who said it.
  ///   - target: The user or room it is for.
  ///   - cid: The sender's own mark, where there is one.
  ///   - entries: Whose log it is a line of.
  ///   - text: The text as a literal of JSON.
  /// - Throws: `SQLiteError`; then the transaction is to be rolled back.
  package func append(
    id: Int64, sender: Int64, target: Int64, cid: [UInt8]?, entries: EntryList,
    text: Span<UInt8>
  ) throws(SQLiteError) {
    let insert = statements.insertMessage
    try insert.bind(id, at: 1)
    try insert.bind(sender, at: 2)
    try insert.bind(target, at: 3)
    if let cid { try insert.bind(blob: cid.span, at: 4) }
    try insert.bind(blob: entries.bytes.span, at: 5)
    try insert.run(utf8: text, at: 6)
    note(entries, of: id, sender: sender, target: target, cid: cid, size: text.count)
  }

  /// Takes note of the lines of a message that is on the disk, or will be with this transaction.
  func note(
    _ entries: EntryList, of id: Int64, sender: Int64, target: Int64, cid: [UInt8]?, size: Int
  ) {
    entries.forEach { user, seq in
      let isOwn = user == sender
      let peer = isOwn || target < 0 ? target : sender
      appended.append(
        (
          user,
          LogPlace(
            seq: seq, peer: peer, message: id, size: Int64(size + Self.overhead),
            cid: isOwn ? cid : nil, isOwn: isOwn)
        ))
    }
  }

  /// What was appended is on the disk.
  func takeAppended() {
    for (user, place) in appended {
      tails[user, default: []].append(place)
      if let cid = place.cid { recent[LogMark(sender: user, cid: cid)] = place.message }
      lastMessage = max(lastMessage, place.message)
    }
    tailCount += appended.count
    appended.removeAll(keepingCapacity: true)
  }

  /// How much a message adds to a user's log, in the count that retention goes by.
  package static func size(ofText count: Int) -> Int64 { Int64(count + overhead) }
}
