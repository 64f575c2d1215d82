internal import CSQLite

/// A prepared statement: parameters are bound, it is stepped through its rows, then reset.
///
/// Parameters count from 1 and columns from 0, as SQLite has it. A parameter that is not bound is null.
/// The shape of a query: `bind`, `while try step() { … }`; of anything else: `bind`, `run`.
@safe package final class Statement {
  let handle: OpaquePointer

  init(_ handle: OpaquePointer) {
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe sqlite3_finalize(handle)
  }

  /// Goes to the next row.
  ///
  /// - Returns: Whether there is one; after the last the statement is reset and keeps its parameters.
  /// - Throws: `SQLiteError`; the statement is reset then.
  package func step() throws(SQLiteError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW:
      return true
    case SQLITE_DONE:
      unsafe sqlite3_reset(handle)
      return false
    case let code:
      let detail = unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
      unsafe sqlite3_reset(handle)
      throw SQLiteError(code: code, detail: detail)
    }
  }

  /// Runs it to its end, whatever rows it has, and unbinds its parameters.
  package func run() throws(SQLiteError) {
    defer { unbind() }
    while try step() {}
  }

  /// Ends a query before its last row: an open one keeps the write-ahead log from being emptied.
  package func reset() {
    unsafe sqlite3_reset(handle)
  }

  /// Makes all parameters null.
  package func unbind() {
    unsafe sqlite3_clear_bindings(handle)
  }

  func check(_ code: Int32) throws(SQLiteError) {
    guard code != SQLITE_OK else { return }
    let detail = unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
    throw SQLiteError(code: code, detail: detail)
  }
}
