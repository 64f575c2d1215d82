extension History {
  /// Finds a message of one's own.
  func row(cid: String) -> HistoryRow? {
    unwritten.row(cid: cid) ?? stored("WHERE cid = ?1", text: cid)
  }

  /// Finds a message of the router.
  ///
  /// Its name alone is not enough: a router that was set back to an older state may give a name again,
  /// but not with the same time.
  func row(of origin: MessageOrigin) -> HistoryRow? {
    unwritten.row(id: origin.id).flatMap { $0.time == origin.time ? $0 : nil }
      ?? stored(
        """
        WHERE message = ?1 AND time = ?2
        AND (SELECT server FROM log AS theirs WHERE theirs.id = item.log) =
          (SELECT server FROM log AS ours WHERE ours.id = ?3)
        """, text: origin.id, numbers: origin.time, log.id)
  }

  /// Finds a message of a conversation by the router's name for it.
  func row(id: String, in thread: HistoryThread) -> HistoryRow? {
    unwritten.row(id: id).flatMap { $0.conversation == thread.id ? $0 : nil }
      ?? stored(
        "WHERE message = ?1 AND conversation = ?2 ORDER BY number DESC LIMIT 1", text: id,
        numbers: thread.id)
  }

  func row(key: Int64) -> HistoryRow? {
    unwritten.row(key: key) ?? stored("WHERE key = ?2", numbers: key)
  }

  /// The number of the last message behind a place that the router took before a `seq`.
  func lastNumber(behind number: Int64, below seq: Int64, in thread: HistoryThread) -> Int64? {
    stored(
      """
      WHERE conversation = ?2 AND number > ?3 AND log = ?4 AND seq < ?5
      ORDER BY number DESC LIMIT 1
      """, numbers: thread.id, number, log.id, seq)?.number
  }

  /// The router's name for the newest message of others between two numbers that its log of now has.
  func newestFromOthers(in thread: HistoryThread, _ numbers: ClosedRange<Int64>) -> String? {
    stored(
      """
      WHERE conversation = ?2 AND number BETWEEN ?3 AND ?4
      AND author IS NOT NULL AND log = ?5 ORDER BY number DESC LIMIT 1
      """, numbers: thread.id, numbers.lowerBound, numbers.upperBound, log.id)?.origin?.id
  }

  /// The first message on the disk that a condition finds; nil too where the disk fails.
  private func stored(_ condition: String, text: String? = nil, numbers: Int64...) -> HistoryRow? {
    (try? rows(condition, text: text, numbers: numbers))?.first
  }

  /// The messages on the disk that a condition finds.
  ///
  /// - Parameters:
  ///   - condition: SQL from `WHERE` on.
  ///   - text: The parameter 1.
  ///   - numbers: The parameters from 2 on.
  /// - Returns: The messages.
  /// - Throws: `SQLiteError`.
  func rows(
    _ condition: String, text: String? = nil, numbers: [Int64]
  ) throws(SQLiteError) -> [HistoryRow] {
    let query = try statements(
      """
      SELECT key, conversation, number, author, text, time, state, cid, seq, message, log
      FROM item \(condition)
      """)
    if let text { try query.bind(text, at: 1) }
    for (index, number) in numbers.enumerated() { try query.bind(number, at: index + 2) }
    var rows: [HistoryRow] = []
    while try query.step() { rows.append(Self.row(query)) }
    return rows
  }

  private static func row(_ query: Statement) -> HistoryRow {
    let time = query.integer(5)
    let origin = query.optionalText(9).map {
      MessageOrigin(id: $0, seq: query.optionalInteger(8), time: time)
    }
    return HistoryRow(
      key: query.integer(0), conversation: query.integer(1), number: query.integer(2),
      author: query.optionalText(3), text: query.text(4), time: time,
      delivery: HistoryItem.Delivery(rawValue: query.integer(6)) ?? .sent,
      cid: query.optionalText(7), origin: origin, log: query.optionalInteger(10))
  }
}
