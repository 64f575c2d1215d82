import Foundation
import Storage
import TestSupport
import Testing

struct DatabaseTests {
  let folder: TemporaryFolder
  var file: String { folder.path + "/a/b/log.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func onlyItsOwnerMayReadTheFileAndEnterItsFolders() throws {
    let database = try Database(.file(file))
    try database.execute("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
    #expect(try folder.mode(of: "a") == 0o700)
    #expect(try folder.mode(of: "a/b") == 0o700)
    #expect(try folder.mode(of: "a/b/log.sqlite") == 0o600)
    #expect(try folder.mode(of: "a/b/log.sqlite-wal") == 0o600)
  }

  @Test func aFileThatOthersCouldReadIsClosedToThem() throws {
    let place = folder.path + "/open"
    #expect(
      FileManager.default.createFile(
        atPath: place, contents: nil, attributes: [.posixPermissions: 0o644]))
    _ = try Database(.file(folder.path + "/open"))
    #expect(try folder.mode(of: "open") == 0o600)
  }

  @Test func aLinkIsNotFollowed() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/elsewhere")
    let error = #expect(throws: SQLiteError.self) { try Database(.file(folder.path + "/link")) }
    #expect(error?.fact == .cannotOpen)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/elsewhere"))
  }

  @Test func itWritesAheadAndWaitsForTheDisk() throws {
    let database = try Database(.file(file))
    let mode = try database.prepare("PRAGMA journal_mode")
    #expect(try mode.step())
    #expect(mode.text(0) == "wal")
    #expect(try database.number("PRAGMA synchronous") == 2)
  }

  @Test func aSecondProgramIsToldThatItIsBusy() throws {
    let first = try Database(.file(file))
    try first.execute("CREATE TABLE t (x)")
    let error = #expect(throws: SQLiteError.self) { try Database(.file(file)) }
    #expect(error?.fact == .busy)
    _ = first
  }

  /// Within a process SQLite knows itself; between two there is but the lock on the file, which closing any descriptor
  /// of the file gives up.
  @Test(arguments: [true, false])
  func anotherProcessFindsItLocked(isNew: Bool) throws {
    if !isNew { _ = try Database(.file(file)) }
    let database = try Database(.file(file)) { (database) throws(SQLiteError) in
      try database.execute("CREATE TABLE t (x)")
    }
    let script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0).execute('SELECT * FROM t')"
    let said = try TestProcess.run("python3", ["-c", script, file]).errors
    #expect(said.hasSuffix("database is locked\n"))
    _ = database
  }

  @Test func aNewOneWaitsForTheDiskOnceItIsPrepared() throws {
    var before: Int64?
    let database = try Database(.file(file)) { (database) throws(SQLiteError) in
      before = try database.number("PRAGMA synchronous")
    }
    #expect(before == 0)
    #expect(try database.number("PRAGMA synchronous") == 2)
  }

  @Test func whoClosesItLeavesItToTheNext() throws {
    do {
      let first = try Database(.file(file))
      try first.execute("CREATE TABLE t (x); INSERT INTO t VALUES (7)")
    }
    #expect(try Database(.file(file)).number("SELECT x FROM t") == 7)
  }

  @Test func whatIsNoDatabaseIsCalledThat() throws {
    try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: folder.path + "/letter"))
    let error = #expect(throws: SQLiteError.self) { try Database(.file(folder.path + "/letter")) }
    #expect(error?.fact == .corrupt)
  }

  @Test func aTransactionThatThrowsKeepsNothing() throws {
    let database = try Database(.memory)
    try database.execute("CREATE TABLE t (x UNIQUE)")
    let error = #expect(throws: SQLiteError.self) {
      try database.transaction { () throws(SQLiteError) in
        try database.execute("INSERT INTO t VALUES (1)")
        try database.execute("INSERT INTO t VALUES (1)")
      }
    }
    #expect(error?.fact == .constraint)
    #expect(!database.isInTransaction)
    #expect(try database.number("SELECT count(*) FROM t") == 0)
  }

  @Test func aFullDiskIsToldAndLeftAsItWas() throws {
    let database = try Database(.file(file))
    try database.execute("CREATE TABLE t (x)")
    // What SQLite answers at the end of a disk and at the end of its own limit is the same.
    try database.execute("PRAGMA max_page_count = 4")
    let insert = try database.prepare("INSERT INTO t VALUES (?)")
    let error = #expect(throws: SQLiteError.self) {
      try database.transaction { () throws(SQLiteError) in
        for _ in 0..<100 {
          try insert.bind(String(repeating: "x", count: 1000), at: 1)
          try insert.run()
        }
      }
    }
    #expect(error?.fact == .full)
    #expect(!database.isInTransaction)
    #expect(try database.number("SELECT count(*) FROM t") == 0)
    try database.execute("PRAGMA max_page_count = 1000; INSERT INTO t VALUES (1)")
    #expect(try database.number("SELECT count(*) FROM t") == 1)
  }

  @Test func aCheckpointEmptiesTheLog() throws {
    let database = try Database(.file(file))
    try database.execute("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
    #expect(try database.checkpoint() == 0)
  }
}
