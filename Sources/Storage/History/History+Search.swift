extension History {
  /// A message that was searched.
  package struct Found {
    package let thread: HistoryThread
    package let item: HistoryItem
  }

  /// Finds messages, the newest first.
  ///
  /// - Parameters:
  ///   - text: What was typed: words, the last of them perhaps unfinished.
  ///   - thread: The conversation to look in; nil for all.
  ///   - limit: How many are wanted at the most.
  /// - Returns: What is on the disk; nothing where that fails.
  package func search(_ text: String, in thread: HistoryThread?, limit: Int) -> [Found] {
    guard let query = SearchWords.query(for: text, in: thread?.id) else { return [] }
    let found = try? rows(
      """
      WHERE key IN (SELECT rowid FROM word WHERE word MATCH ?1 ORDER BY rowid DESC LIMIT ?2)
      ORDER BY key DESC
      """, text: query, numbers: [Int64(max(0, limit))])
    return (found ?? []).compactMap { row in
      threadsByNumber[row.conversation].map { Found(thread: $0, item: $0.item(row)) }
    }
  }

  func indexWords(of row: HistoryRow) throws(SQLiteError) {
    let insert = try statements("INSERT INTO word (rowid, place, text) VALUES (?, ?, ?)")
    try insert.bind(row.key, at: 1)
    try insert.bind(SearchWords.mark(of: row.conversation), at: 2)
    try insert.bind(SearchWords.spaced(row.text), at: 3)
    try insert.run()
  }
}
