import Storage
import Testing

struct MigrationsTests {
  let folder: TemporaryFolder
  let first = Migrations(application: 0x7465_7374, steps: ["CREATE TABLE a (x)"])
  let second = Migrations(
    application: 0x7465_7374,
    steps: ["CREATE TABLE a (x)", "ALTER TABLE a ADD y DEFAULT 5; CREATE TABLE b (z)"])

  init() throws {
    folder = try TemporaryFolder()
  }

  func open() throws -> Database { try Database(.file(folder.path + "/db")) }

  @Test func theMissingStepsAreDoneOnce() throws {
    do {
      let database = try open()
      try first.apply(to: database)
      try database.execute("INSERT INTO a VALUES (1)")
    }
    let database = try open()
    try second.apply(to: database)
    try second.apply(to: database)
    #expect(try database.number("SELECT y FROM a") == 5)
    #expect(try database.number("PRAGMA user_version") == 2)
  }

  @Test func aNewerSchemaIsRefusedAndLeftAsItIs() throws {
    let database = try open()
    try second.apply(to: database)
    let error = #expect(throws: SQLiteError.self) { try first.apply(to: database) }
    #expect(error?.fact == .newerSchema(found: 2, known: 1))
    #expect(try database.number("PRAGMA user_version") == 2)
  }

  @Test func aDatabaseOfAnotherProgramIsRefused() throws {
    let database = try open()
    try database.execute("CREATE TABLE theirs (x)")
    let error = #expect(throws: SQLiteError.self) { try first.apply(to: database) }
    #expect(error?.fact == .foreign)
    #expect(try database.number("SELECT count(*) FROM sqlite_schema") == 1)
  }

  @Test func aStepThatFailsLeavesTheOneBefore() throws {
    let database = try open()
    try first.apply(to: database)
    let broken = Migrations(
      application: 0x7465_7374,
      steps: ["CREATE TABLE a (x)", "CREATE TABLE b (z); CREATE TABLE a (x)"])
    #expect(throws: SQLiteError.self) { try broken.apply(to: database) }
    #expect(try database.number("PRAGMA user_version") == 1)
    #expect(try database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'") == 0)
  }
}
