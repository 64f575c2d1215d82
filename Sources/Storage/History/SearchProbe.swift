/// Says which of a few messages are found, without asking the index of all.
struct SearchProbe {
  private let database: Database

  init() throws(SQLiteError) {
    database = try Database(.memory)
    try database.execute(HistorySchema.words)
  }

  /// A word as it stands in the index, which folds letters; nil where it is none there, or several: a joiner parts words.
  func term(of word: String) throws(SQLiteError) -> String? {
    let insert = try database.prepare("INSERT INTO word (rowid, place) VALUES (-1, ?)")
    try insert.bind(word, at: 1)
    try insert.run()
    try database.execute("CREATE VIRTUAL TABLE term USING fts5vocab(word, instance)")
    let select = try database.prepare("SELECT term FROM term WHERE doc = -1")
    guard try select.step() else { return nil }
    let term = select.text(0)
    return try select.step() ? nil : term
  }

  /// The keys of those that a query of the index finds.
  func keys(matching query: String, in rows: [HistoryRow]) throws(SQLiteError) -> Set<Int64> {
    let insert = try database.prepare(History.indexing)
    try database.transaction { () throws(SQLiteError) in
      for row in rows { try History.indexWords(of: row, by: insert) }
    }
    let select = try database.prepare("SELECT rowid FROM word WHERE word MATCH ?")
    try select.bind(query, at: 1)
    var keys: Set<Int64> = []
    while try select.step() { keys.insert(select.integer(0)) }
    return keys
  }
}
