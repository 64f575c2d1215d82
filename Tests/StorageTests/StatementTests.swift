import Storage
import Testing

struct StatementTests {
  let database: Database

  init() throws {
    database = try Database(.memory)
    try database.execute("CREATE TABLE t (n INTEGER, s TEXT, b BLOB)")
  }

  @Test func whatIsBoundIsReadBack() throws {
    let insert = try database.prepare("INSERT INTO t VALUES (?, ?, ?)")
    try insert.bind(Int64.min, at: 1)
    try insert.bind("naïve 你好 \u{1F469}\u{200D}\u{1F469}\0end", at: 2)
    try insert.bind(blob: [0, 255, 7].span, at: 3)
    try insert.run()
    let select = try database.prepare("SELECT n, s, b FROM t")
    #expect(try select.step())
    #expect(select.integer(0) == .min)
    #expect(select.text(1) == "naïve 你好 \u{1F469}\u{200D}\u{1F469}\0end")
    #expect(select.withBytes(2) { [$0[0], $0[1], $0[2]] } == [0, 255, 7])
    #expect(try !select.step())
  }

  @Test func nothingIsNotNull() throws {
    let insert = try database.prepare("INSERT INTO t VALUES (?, ?, ?)")
    try insert.bind("", at: 2)
    try insert.bind(blob: [UInt8]().span, at: 3)
    try insert.run()
    let select = try database.prepare("SELECT n, s, b FROM t")
    #expect(try select.step())
    #expect(select.optionalInteger(0) == nil)
    #expect(select.optionalText(1) == "")
    #expect(!select.isNull(2))
  }

  @Test func aBlobIsReadWhereItIsAndLetGoOf() throws {
    let insert = try database.prepare("INSERT INTO t VALUES (?, NULL, ?)")
    try insert.bind(1, at: 1)
    try insert.run(blob: "in place".utf8Span.span, at: 2)
    try insert.run(blob: Span(), at: 2)
    try insert.run()
    let same = "b = x'696E20706C616365' AND n = 1"
    #expect(try database.number("SELECT count(*) FROM t WHERE \(same)") == 1)
    #expect(try database.number("SELECT count(*) FROM t WHERE b = x'' AND n IS NULL") == 1)
    #expect(try database.number("SELECT count(*) FROM t WHERE b IS NULL AND n IS NULL") == 1)
  }

  @Test func aStatementOutlivesItsDatabaseSafely() throws {
    var other: Database? = try Database(.memory)
    try other?.execute("CREATE TABLE t (x); INSERT INTO t VALUES (3)")
    let select = try #require(try other?.prepare("SELECT x FROM t"))
    other = nil
    #expect(try select.step())
    #expect(select.integer(0) == 3)
  }

  @Test func afterAnErrorItIsUsedAgain() throws {
    try database.execute("CREATE UNIQUE INDEX one ON t (n)")
    let insert = try database.prepare("INSERT INTO t (n) VALUES (?)")
    for _ in 0..<2 {
      try insert.bind(1, at: 1)
      try? insert.run()
    }
    try insert.bind(2, at: 1)
    try insert.run()
    #expect(try database.number("SELECT count(*) FROM t") == 2)
  }
}
