internal import CSQLite

extension Database {
  /// Whether a transaction is open.
  ///
  /// SQLite itself ends one where the disk is full or fails.
  package var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  package func begin() throws(SQLiteError) {
    try execute("BEGIN IMMEDIATE")
  }

  /// Ends the transaction: what it wrote is on the disk when this returns, or none of it is kept.
  package func commit() throws(SQLiteError) {
    do throws(SQLiteError) {
      // Without a transaction SQLite has ended it: what was written in it is lost.
      try execute("COMMIT")
    } catch {
      rollBack()
      throw error
    }
  }

  /// Ends the transaction and keeps nothing of it.
  package func rollBack() {
    guard isInTransaction else { return }
    // It fails only where there is no transaction any more.
    try? execute("ROLLBACK")
  }

  /// Does all of something or nothing.
  ///
  /// - Parameter body: What to do; where it throws, nothing of it is kept.
  /// - Returns: What `body` answers, once it is on the disk.
  /// - Throws: What `body` throws, or why it could not be written.
  package func transaction<Value>(
    _ body: () throws(SQLiteError) -> Value
  ) throws(SQLiteError) -> Value {
    try begin()
    let value: Value
    do throws(SQLiteError) {
      value = try body()
    } catch {
      rollBack()
      throw error
    }
    try commit()
    return value
  }
}
