/// The router's durable log: every message once, and whose logs it is a line of.
///
/// 1. `append` adds a message at the end of `message`, within a transaction of the caller: all of a wake-up's
///    together. After `commit` they are on the disk.
/// 2. The lines of each user's log are then known in memory (`tails`). When `tailLimit` are, some users' lines are
///    written to the indexes with each commit, a user's all together: a message costs one insert at the end of a
///    table at once, and later its share of a few pages. Measured here with 100 users, 128-byte texts and 100
///    messages a commit: 6.8 µs a message, with every index written at once 15.6 µs.
/// 3. `indexed` tells up to which message the indexes are whole; at the start what is behind it is read again.
///
/// So a user's log is what `entry` has and behind it the tail, without a gap. Everything is in numbers: the names
/// are the caller's.
package final class RouterLog {
  /// How many lines may wait to be indexed, and how many are with one commit.
  static let tailLimit = 16_384
  static let indexedAtOnce = 512
  /// How much of the disk SQLite keeps in memory at most, in KiB; it fills as messages come.
  package static let cacheKibibytes = 4_096

  package let database: Database
  let statements: RouterLogStatements

  /// Tells this log from another that has been put in its place; kept in it.
  package let server: Int64

  /// The lines that are not indexed yet, by user, and how many there are.
  var tails: [Int64: [LogPlace]] = [:]
  var tailCount = 0
  /// The marks of the messages of those lines.
  var recent: [LogMark: Int64] = [:]
  /// Those whose lines are to be indexed next, until the round is over, and the newest message at its beginning.
  var round: [Int64] = []
  var roundEnd: Int64 = 0
  /// What was appended in this transaction, and how many lines of whom were indexed in it.
  var appended: [(user: Int64, place: LogPlace)] = []
  var indexedNow: [(user: Int64, count: Int)] = []
  /// The id of the newest message.
  package internal(set) var lastMessage: Int64 = 0
  /// The message up to which dead ones have been looked for.
  var sweep: Int64 = 0

  /// How many lines are not indexed yet.
  package var unindexedCount: Int { tailCount }

  /// Opens the log, and makes it where there is none.
  ///
  /// - Throws: `SQLiteError`: `busy` where another router holds it.
  package init(_ place: Database.Place) throws(SQLiteError) {
    var options = Database.Options()
    options.cacheKibibytes = Self.cacheKibibytes
    options.checkpointPages = 4_000
    database = try Database(place, options: options)
    try RouterLogSchema.migrations.apply(to: database)
    statements = try RouterLogStatements(database)
    server = try Self.serverNumber(in: database)
    lastMessage = try database.number("SELECT max(id) FROM message") ?? 0
    try recover()
  }

  /// The number that was drawn when the log was made.
  private static func serverNumber(in database: Database) throws(SQLiteError) -> Int64 {
    let query = "SELECT value FROM fact WHERE key = 'server'"
    if let number = try database.number(query) { return number }
    let number = Int64.random(in: 1 ... .max)
    try database.execute("INSERT INTO fact VALUES('server', \(number))")
    return number
  }

  package func begin() throws(SQLiteError) { try database.begin() }

  /// Ends the transaction; nothing of it holds where this throws.
  package func commit() throws(SQLiteError) {
    do throws(SQLiteError) {
      try indexSome()
      try database.commit()
    } catch {
      rollBack()
      throw error
    }
    takeIndexed()
    takeAppended()
  }

  package func rollBack() {
    database.rollBack()
    appended.removeAll()
    indexedNow.removeAll()
    // The lines are still in the tails: the next round begins with all of them.
    round.removeAll()
  }

  /// Writes all that waits into the indexes, so that the next start has nothing to read again.
  package func finish() throws(SQLiteError) {
    try database.transaction { () throws(SQLiteError) in try indexSome(atMost: .max) }
    takeIndexed()
  }
}
