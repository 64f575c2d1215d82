/// The statements of the router's log, prepared once.
struct RouterLogStatements {
  let insertMessage: Statement
  let insertEntry: Statement
  let insertMark: Statement
  let addBytes: Statement
  let findMark: Statement
  let message: Statement
  let stream: Statement
  let places: Statement
  let conversation: Statement
  let keepUser: Statement
  let keepReach: Statement
  let reach: Statement
  let reaches: Statement
  let keepFact: Statement

  init(_ database: Database) throws(SQLiteError) {
    insertMessage = try database.prepare("INSERT INTO message VALUES(?1,?2,?3,?4,?5,?6)")
    insertEntry = try database.prepare("INSERT OR IGNORE INTO entry VALUES(?1,?2,?3,?4,?5)")
    insertMark = try database.prepare("INSERT OR IGNORE INTO mark VALUES(?1,?2,?3)")
    addBytes = try database.prepare("UPDATE user SET bytes = bytes + ?2 WHERE id = ?1")
    findMark = try database.prepare("SELECT message FROM mark WHERE sender = ?1 AND cid = ?2")
    message = try database.prepare(
      "SELECT sender, target, cid, entries, text FROM message WHERE id = ?1")
    stream = try database.prepare(
      """
      SELECT seq, m.id, m.sender, m.target, m.cid, m.text FROM entry e JOIN message m ON m.id = e.message
      WHERE e.user = ?1 AND e.seq > ?2 ORDER BY e.seq LIMIT ?3
      """)
    places = try database.prepare(
      """
      SELECT e.seq, e.peer, e.message, m.sender = e.user FROM entry e JOIN message m ON m.id = e.message
      WHERE e.user = ?1 AND e.seq > ?2 AND e.seq <= ?3 ORDER BY e.seq
      """)
    conversation = try database.prepare(
      """
      SELECT seq, m.id, m.sender, m.target, m.cid, m.text FROM entry e INDEXED BY conversation
      JOIN message m ON m.id = e.message
      WHERE e.user = ?1 AND e.peer = ?2 AND e.seq < ?3 ORDER BY e.seq DESC LIMIT ?4
      """)
    keepUser = try database.prepare(
      """
      INSERT INTO user VALUES(?1,?2,?3,?4,1,?5,?6,0) ON CONFLICT(id) DO UPDATE SET
      name = ?2, keeps_log = ?3, seen = ?4, sent = ?5, acked = ?6
      """)
    keepReach = try database.prepare("INSERT OR REPLACE INTO reach VALUES(?1,?2,?3,?4,?5,?6)")
    reach = try database.prepare(
      "SELECT delivered, read, own, head FROM reach WHERE owner = ?1 AND peer = ?2")
    reaches = try database.prepare(
      "SELECT peer, delivered, read, own, head FROM reach WHERE owner = ?1 AND head >= ?2")
    keepFact = try database.prepare("INSERT OR REPLACE INTO fact VALUES(?1,?2)")
  }
}
