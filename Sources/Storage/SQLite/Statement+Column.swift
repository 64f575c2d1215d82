internal import CSQLite

extension Statement {
  package func integer(_ column: Int) -> Int64 {
    unsafe sqlite3_column_int64(handle, Int32(column))
  }

  package func optionalInteger(_ column: Int) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  package func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  /// The text of a column; the empty text where it is null.
  package func text(_ column: Int) -> String {
    withBytes(column) { bytes in
      unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }

  package func optionalText(_ column: Int) -> String? {
    isNull(column) ? nil : text(column)
  }

  /// Gives the bytes of a text or blob where SQLite has them.
  ///
  /// - Parameters:
  ///   - column: Which.
  ///   - body: Reads them; none where the column is null.
  /// - Returns: What `body` answers.
  package func withBytes<Value>(_ column: Int, _ body: (Span<UInt8>) -> Value) -> Value {
    // First the bytes, then their count: sqlite3_column_bytes(3).
    let start = unsafe sqlite3_column_blob(handle, Int32(column))
    let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
    return unsafe body(bytes.assumingMemoryBound(to: UInt8.self).span)
  }
}
