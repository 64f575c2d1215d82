internal import CSQLite

extension Statement {
  package func bind(_ value: Int64, at index: Int) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_int64(handle, Int32(index), value))
  }

  package func bind(_ value: Int64?, at index: Int) throws(SQLiteError) {
    guard let value else { return try bindNull(at: index) }
    try bind(value, at: index)
  }

  package func bind(_ text: String, at index: Int) throws(SQLiteError) {
    try bind(utf8: text.utf8Span.span, at: index)
  }

  package func bind(_ text: String?, at index: Int) throws(SQLiteError) {
    guard let text else { return try bindNull(at: index) }
    try bind(text, at: index)
  }

  /// Binds text; SQLite copies it.
  package func bind(utf8: Span<UInt8>, at index: Int) throws(SQLiteError) {
    let code = unsafe Self.withCharacters(of: utf8) {
      unsafe banter_bind_text_copied(handle, Int32(index), $0, Int32(utf8.count))
    }
    try check(code)
  }

  /// Binds bytes; SQLite copies them.
  package func bind(blob: Span<UInt8>, at index: Int) throws(SQLiteError) {
    let code = unsafe blob.withUnsafeBufferPointer { bytes in
      // A null pointer would bind null instead of nothing.
      let start = unsafe UnsafeRawPointer(bytes.baseAddress) ?? UnsafeRawPointer(handle)
      return unsafe banter_bind_blob_copied(handle, Int32(index), start, Int32(bytes.count))
    }
    try check(code)
  }

  package func bindNull(at index: Int) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_null(handle, Int32(index)))
  }

  /// Runs it to its end with one blob that SQLite reads where it is, and unbinds its parameters.
  ///
  /// - Parameters:
  ///   - blob: The bytes, not copied before the row is written.
  ///   - index: Its parameter; the others are bound before.
  /// - Throws: `SQLiteError`; its parameters are unbound then too.
  package func run(blob: Span<UInt8>, at index: Int) throws(SQLiteError) {
    defer { unbind() }
    let result = unsafe blob.withUnsafeBufferPointer { bytes -> Result<Void, SQLiteError> in
      // A null pointer would bind null instead of nothing.
      let start = unsafe UnsafeRawPointer(bytes.baseAddress) ?? UnsafeRawPointer(handle)
      let code = unsafe banter_bind_blob_in_place(
        handle, Int32(index), start, Int32(bytes.count))
      do throws(SQLiteError) {
        try check(code)
        while try step() {}
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private static func withCharacters<Value>(
    of utf8: Span<UInt8>, _ body: (UnsafePointer<CChar>) -> Value
  ) -> Value {
    unsafe utf8.withUnsafeBufferPointer { bytes in
      // A null pointer would bind null instead of the empty text.
      guard let start = bytes.baseAddress else { return unsafe "".withCString(body) }
      return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count, body)
    }
  }
}
