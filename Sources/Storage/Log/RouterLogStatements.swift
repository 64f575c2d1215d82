/// The statements of the router's log, prepared once.
struct RouterLogStatements {
  let insertBatch: Statement
  let replaceBatch: Statement
  let deleteBatch: Statement
  let batch: Statement
  let batches: Statement
  let laterBatches: Statement
  let keepStretch: Statement
  let deleteStretch: Statement
  let stretches: Statement
  let lastStretch: Statement
  let keepTalk: Statement
  let deleteTalk: Statement
  let talk: Statement
  let addBytes: Statement
  let keepFact: Statement

  init(_ database: Database) throws(SQLiteError) {
    insertBatch = try database.prepare("INSERT INTO batch VALUES(?1,?2)")
    replaceBatch = try database.prepare("UPDATE batch SET messages = ?2 WHERE id = ?1")
    deleteBatch = try database.prepare("DELETE FROM batch WHERE id = ?1")
    batch = try database.prepare(
      "SELECT id, messages FROM batch WHERE id <= ?1 ORDER BY id DESC LIMIT 1")
    // From the one on in which a message is.
    batches = try database.prepare(
      """
      SELECT id, messages FROM batch
      WHERE id >= (SELECT ifnull(max(id), 0) FROM batch WHERE id <= ?1) ORDER BY id
      """)
    laterBatches = try database.prepare(
      "SELECT id, messages FROM batch WHERE id > ?1 ORDER BY id")
    keepStretch = try database.prepare("INSERT OR REPLACE INTO stretch VALUES(?1,?2,?3,?4,?5)")
    deleteStretch = try database.prepare("DELETE FROM stretch WHERE user = ?1 AND first = ?2")
    // From the one on in which a number is.
    stretches = try database.prepare(
      """
      SELECT first, lines FROM stretch WHERE user = ?1 AND first >=
      (SELECT ifnull(max(first), 0) FROM stretch WHERE user = ?1 AND first <= ?2) ORDER BY first
      """)
    lastStretch = try database.prepare(
      "SELECT first, end, lines FROM stretch WHERE user = ?1 ORDER BY first DESC LIMIT 1")
    keepTalk = try database.prepare("INSERT OR IGNORE INTO talk VALUES(?1,?2,?3)")
    deleteTalk = try database.prepare(
      "DELETE FROM talk WHERE user = ?1 AND peer = ?2 AND first = ?3")
    talk = try database.prepare(
      """
      SELECT s.first, lines FROM talk t JOIN stretch s ON s.user = t.user AND s.first = t.first
      WHERE t.user = ?1 AND t.peer = ?2 AND t.first < ?3 ORDER BY t.first DESC
      """)
    addBytes = try database.prepare("UPDATE user SET bytes = bytes + ?2 WHERE id = ?1")
    keepFact = try database.prepare("INSERT OR REPLACE INTO fact VALUES(?1,?2)")
  }
}
