internal import CSQLite

/// One connection to a SQLite database, for one thread.
///
/// It is durable: in the write-ahead log, with `synchronous=FULL`, what `commit` answered for is on the
/// disk. A file is locked for as long as it is open where `isExclusive` is set: no shared memory is needed
/// then, so that it works on a file system of the network too, and a second program is told `busy`.
/// Statements hold on to what they need of it: they may outlive it (`sqlite3_close_v2`).
@safe package final class Database {
  /// Where it is.
  package enum Place: Hashable, Sendable {
    /// A file, made with mode 0600 where it is missing, in folders made with 0700.
    case file(String)
    case memory
  }

  package struct Options: Hashable, Sendable {
    /// Whether no other program may have it open meanwhile.
    package var isExclusive = true
    /// How long to wait for another program's lock, in milliseconds.
    package var busyMilliseconds: Int32 = 0
    /// The most of it that is kept in memory, in KiB.
    package var cacheKibibytes = 1024
    /// In what pieces a database that is made is read and written, in bytes; one that is there keeps its own.
    package var pageSize = 4_096
    /// After how much of the write-ahead log a commit moves it into the database, in KiB; 0 for never.
    package var checkpointKibibytes = 4_000
    /// Whether the write-ahead log is given room for so much in advance, and keeps it.
    ///
    /// Commits that don't make a file longer are quicker by far. The first of the room is made here, the rest by
    /// `reserveMore`.
    package var reservesWriteAheadLog = false

    package init() {}
  }

  let handle: OpaquePointer
  /// The file of the write-ahead log, and how long it is to be; nil where it gets no room in advance.
  private var reservation: (path: String, length: Int)?

  /// Opens it, and makes it where it is missing.
  ///
  /// - Parameters:
  ///   - place: Where it is.
  ///   - options: How it is opened.
  ///   - prepare: Gives it its schema and what it begins with; done at each opening. In a new file none of its
  ///     commits waits for the disk: it is synchronized once, behind them.
  /// - Throws: `SQLiteError`: `busy` where another program holds it, `corrupt` where it is no database.
  package init(
    _ place: Place, options: Options = Options(),
    preparedBy prepare: (Database) throws(SQLiteError) -> Void = { _ in }
  ) throws(SQLiteError) {
    let isNew = try Self.makeFile(at: place)
    unsafe handle = try Self.open(place)
    try check(unsafe sqlite3_busy_timeout(handle, options.busyMilliseconds))
    try check(unsafe banter_be_defensive(handle))
    try execute("PRAGMA cache_size = -\(options.cacheKibibytes); PRAGMA temp_store = MEMORY")
    if options.isExclusive, place != .memory { try execute("PRAGMA locking_mode = EXCLUSIVE") }
    try execute("PRAGMA page_size = \(options.pageSize)")
    try execute("PRAGMA synchronous = \(isNew ? "OFF" : "FULL"); PRAGMA journal_mode = WAL")
    let pageSize = Int(try number("PRAGMA page_size") ?? 4_096)
    let checkpointPages = options.checkpointKibibytes * 1_024 / pageSize
    try execute("PRAGMA wal_autocheckpoint = \(checkpointPages)")
    // The lock is taken by the first writing, which must not be the first message.
    if options.isExclusive { try execute("BEGIN IMMEDIATE; COMMIT") }
    if options.reservesWriteAheadLog, case .file(let path) = place {
      // Each page has a header of 24 bytes; the last commit before the checkpoint comes on top.
      reservation = (path + "-wal", (checkpointPages + checkpointPages / 8) * (pageSize + 24))
      try keepWriteAheadLog()
      reserveMore()
    }
    try prepare(self)
    if isNew, case .file(let path) = place {
      // By SQLite's own descriptor: closing another would give up its locks. The write-ahead log, with all that is in
      // it, is synchronized by the next commit.
      try check(unsafe banter_synchronize(handle))
      try PrivateFile.keepEntry(of: path)
      try execute("PRAGMA synchronous = FULL")
    }
  }

  /// Makes sure of a file; answers whether nothing was ever written into it.
  private static func makeFile(at place: Place) throws(SQLiteError) -> Bool {
    guard case .file(let path) = place else { return false }
    return try PrivateFile.prepare(path) == 0
  }

  deinit {
    unsafe sqlite3_close_v2(handle)
  }

  private static func open(_ place: Place) throws(SQLiteError) -> OpaquePointer {
    let path: String
    switch place {
    case .memory: path = ":memory:"
    case .file(let file): path = file
    }
    var handle: OpaquePointer?
    let flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = unsafe sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK, let opened = unsafe handle else {
      defer { unsafe sqlite3_close_v2(handle) }
      throw SQLiteError(code: code, detail: path)
    }
    return unsafe opened
  }

  private func keepWriteAheadLog() throws(SQLiteError) {
    var isKept: Int32 = 1
    try check(
      unsafe sqlite3_file_control(handle, nil, SQLITE_FCNTL_PERSIST_WAL, &isKept))
  }

  /// Gives the write-ahead log more of the room that it is to have, as much as a commit can wait for.
  ///
  /// - Returns: Whether it got any; not where it has all of it, or the disk is full.
  @discardableResult
  package func reserveMore() -> Bool {
    guard let (path, length) = reservation else { return false }
    return WriteAheadFile.lengthen(path, below: length)
  }

  /// Runs SQL that has no parameters and whose rows are of no interest.
  package func execute(_ sql: String) throws(SQLiteError) {
    try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// Makes a statement that is run many times.
  package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    var statement: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    try check(unsafe sqlite3_prepare_v3(handle, sql, -1, flags, &statement, nil))
    guard let statement = unsafe statement else {
      throw SQLiteError(.other, detail: "no statement in: \(sql)")
    }
    return unsafe Statement(statement)
  }

  /// The one number that a query answers with; nil where it has no row.
  package func number(_ sql: String) throws(SQLiteError) -> Int64? {
    let query = try prepare(sql)
    return try query.step() ? query.integer(0) : nil
  }

  /// The `rowid` of the row that was inserted last.
  package var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// How many rows the last statement changed.
  package var changedRows: Int { unsafe Int(sqlite3_changes(handle)) }

  /// Moves what is in the write-ahead log into the database, as far as nobody reads it.
  ///
  /// - Returns: How many pages are left in the log.
  @discardableResult
  package func checkpoint() throws(SQLiteError) -> Int {
    var inLog: Int32 = 0
    var moved: Int32 = 0
    try check(
      unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, &inLog, &moved))
    return Int(max(0, inLog - moved))
  }

  func check(_ code: Int32) throws(SQLiteError) {
    guard code != SQLITE_OK else { return }
    throw unsafe SQLiteError(code: code, detail: String(cString: sqlite3_errmsg(handle)))
  }
}
