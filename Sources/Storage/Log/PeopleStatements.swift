/// The statements about users and how far their conversations have come, prepared once.
struct PeopleStatements {
  let keepUser: Statement
  let keepReach: Statement
  let reach: Statement
  let reaches: Statement

  init(_ database: Database) throws(SQLiteError) {
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
  }
}
