/// The statements of a database, each prepared when it is first used.
///
/// A statement is not for two at once: its rows are read to the end, or it is reset, before it is asked
/// for again.
package final class StatementCache {
  private let database: Database
  private var prepared: [String: Statement] = [:]

  package init(of database: Database) {
    self.database = database
  }

  /// The statement with this text.
  package func callAsFunction(_ sql: String) throws(SQLiteError) -> Statement {
    if let known = prepared[sql] { return known }
    let new = try database.prepare(sql)
    prepared[sql] = new
    return new
  }
}
