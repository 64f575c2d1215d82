internal import CSQLite

/// Why something was not stored or not read.
///
/// Source: the result codes of SQLite, https://sqlite.org/rescode.html.
package struct SQLiteError: Error, Hashable, Sendable {
  /// What a program decides by.
  package enum Fact: Hashable, Sendable {
    /// No room is left on the disk.
    case full
    /// The disk or its file system failed to read or write.
    case ioError
    /// The folder or the file cannot be made or opened, or only be read.
    case cannotOpen
    /// Another program has it open.
    case busy
    /// It is no database, or its contents contradict each other.
    case corrupt
    /// A rule of the schema: a double of what must be unique, a null.
    case constraint
    /// A newer version of this program wrote it.
    case newerSchema(found: Int64, known: Int64)
    /// It is a database of another program.
    case foreign
    case other
  }

  package var fact: Fact
  /// The extended result code; 0 where SQLite did not speak.
  package var code: Int32
  /// What SQLite or the system says, for a log.
  package var detail: String

  package init(_ fact: Fact, code: Int32 = 0, detail: String) {
    self.fact = fact
    self.code = code
    self.detail = detail
  }

  init(code: Int32, detail: String) {
    self.init(Self.fact(of: code), code: code, detail: detail)
  }

  private static func fact(of code: Int32) -> Fact {
    switch code & 0xff {
    case SQLITE_FULL: .full
    case SQLITE_IOERR: .ioError
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .cannotOpen
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
    case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
    case SQLITE_CONSTRAINT: .constraint
    default: .other
    }
  }
}
