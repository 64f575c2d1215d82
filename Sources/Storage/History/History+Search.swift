extension History {
  /// How many messages are looked through for a word that may be in most of them.
  private static let candidates = 400
  /// How many words that begin alike are looked for one by one.
  private static let mostTerms = 60
  static let indexing = "INSERT INTO word (rowid, place, text) VALUES (?, ?, ?)"

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
    let found = try? newest(max(0, limit), by: query)
    return (found ?? []).compactMap { row in
      threadsByNumber[row.conversation].map { Found(thread: $0, item: $0.item(row)) }
    }
  }

  /// The messages of a query, the newest first.
  ///
  /// What begins with a few letters the index finds newest first, no further than is wanted. Of what begins with more it
  /// makes a list of all first: too long where a word is everywhere. Such a word is among the newest, or was everywhere
  /// once; then the words that begin so are few, and each by itself is found newest first too.
  private func newest(_ limit: Int, by query: SearchWords.Query) throws(SQLiteError)
    -> [HistoryRow]
  {
    guard let wide = query.wide else { return try rows(matching: query.exact, limit) }
    let window = max(limit, Self.candidates)
    let newest = try rows(matching: wide, window)
    let probe = try SearchProbe()
    let keys = try probe.keys(matching: query.exact, in: newest)
    guard newest.count == window, keys.count < limit else {
      return Array(newest.filter { keys.contains($0.key) }.prefix(limit))
    }
    guard let term = try probe.term(of: query.last), let terms = try terms(beginningWith: term)
    else {
      return try rows(matching: query.exact, limit)
    }
    return try terms.isEmpty ? [] : rows(matching: query.exact(with: terms), limit)
  }

  /// The words of the index that begin with one; nil where they are many.
  private func terms(beginningWith beginning: String) throws(SQLiteError) -> [String]? {
    try database.execute(
      "CREATE VIRTUAL TABLE IF NOT EXISTS temp.term USING fts5vocab(main, word, instance)")
    let next = try statements("SELECT term FROM temp.term WHERE term >= ? LIMIT 1")
    defer { next.reset() }
    var terms: [String] = []
    var least = beginning
    while terms.count <= Self.mostTerms {
      try next.bind(least, at: 1)
      guard try next.step() else { return terms }
      let term = next.text(0)
      next.reset()
      guard term.utf8.starts(with: beginning.utf8) else { return terms }
      terms.append(term)
      // No word has a control character.
      least = term + "\u{1}"
    }
    return nil
  }

  private func rows(matching query: String, _ limit: Int) throws(SQLiteError) -> [HistoryRow] {
    try rows(
      """
      WHERE key IN (SELECT rowid FROM word WHERE word MATCH ?1 ORDER BY rowid DESC LIMIT ?2)
      ORDER BY key DESC
      """, text: query, numbers: [Int64(limit)])
  }

  func indexWords(of row: HistoryRow) throws(SQLiteError) {
    try Self.indexWords(of: row, by: try statements(Self.indexing))
  }

  /// Puts a message into a table `HistorySchema.words`, by a statement `indexing`.
  static func indexWords(of row: HistoryRow, by insert: Statement) throws(SQLiteError) {
    try insert.bind(row.key, at: 1)
    try insert.bind(SearchWords.mark(of: row.conversation), at: 2)
    try insert.bind(SearchWords.spaced(row.text), at: 3)
    try insert.run()
  }
}
