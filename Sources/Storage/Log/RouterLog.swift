/// The router's durable log: every message once, and whose logs it is a line of.
///
/// 1. `append` puts a message into memory, behind the others of a transaction of the caller: all of a wake-up's
///    together. `commit` writes them as a few batches at the end of one table: hundreds of messages for one insert.
/// 2. The lines of each user's log are then known in memory (`tails`). When `tailLimit` are, some users' lines are
///    written to the indexes with each commit, a user's all together, as stretches of up to 80 lines.
/// 3. `indexed` tells up to which message the indexes are whole; at the start what is behind it is read again.
/// 4. Whether a sender has given a mark before, nearly always it hasn't: a filter for each sender who speaks says so
///    (`MarkFilter`), made of the hashes that the lines hold, bounded in all. What it does not rule out is looked up.
///
/// So a user's log is what `stretch` has and behind it the tail, without a gap. Everything is in numbers: the names
/// are the caller's.
package final class RouterLog {
  /// How many lines may wait to be indexed, how many are with one commit, and which part of them at the least: else a
  /// room of thousands would fill the memory quicker than it is emptied.
  static let tailLimit = 16_384
  static let indexedAtOnce = 512
  static let indexedPart = 8
  /// How much memory the filters take at most before they are made anew.
  static let filterBytes = 32 << 20
  /// How much of the disk SQLite may keep in memory.
  package static let cacheKibibytes = 4_096

  package let database: Database
  let statements: RouterLogStatements
  let people: PeopleStatements

  /// Tells this log from another that has been put in its place; kept in it.
  package let server: Int64
  let hash: MarkHash

  /// The messages of this transaction, and whose lines they are.
  var pending = BatchBuffer()
  var appended: [(user: Int64, place: LogPlace)] = []
  /// The lines that are not indexed yet.
  var tails = TailTable()
  /// Those whose lines are to be indexed next, until the round is over, and the newest message at its beginning.
  var round: [Int64] = []
  var roundEnd: Int64 = 0
  /// How many lines of whom were indexed in this transaction.
  var indexedNow: [(user: Int64, count: Int)] = []
  /// The marks of those who speak, and who spoke last.
  var filters: [Int64: MarkFilter] = [:]
  var filteredBytes = 0
  var lastFilter: (sender: Int64, filter: MarkFilter)?
  /// Where marks were found that came again.
  var repeats = RepeatTable()
  /// The batch that was read last.
  var lastRead: (id: Int64, end: Int64, bytes: [UInt8]) = (0, 0, [])
  /// The id of the newest message.
  package internal(set) var lastMessage: Int64 = 0
  /// The batch behind which dead messages are looked for.
  var sweep: Int64 = 0

  /// How many lines are not indexed yet.
  package var unindexedCount: Int { tails.count }

  /// Opens the log, and makes it where there is none.
  ///
  /// - Throws: `SQLiteError`: `busy` where another router holds it.
  package init(_ place: Database.Place) throws(SQLiteError) {
    var options = Database.Options()
    options.cacheKibibytes = Self.cacheKibibytes
    options.pageSize = BatchBuffer.pageSize
    options.checkpointKibibytes = 16_000
    options.reservesWriteAheadLog = true
    var (server, seed) = (Int64(0), Int64(0))
    database = try Database(place, options: options) { (database) throws(SQLiteError) in
      try RouterLogSchema.migrations.apply(to: database)
      server = try Self.drawn("server", in: database)
      seed = try Self.drawn("seed", in: database)
    }
    self.server = server
    hash = MarkHash(seed: UInt64(bitPattern: seed))
    statements = try RouterLogStatements(database)
    people = try PeopleStatements(database)
    try recover()
  }

  /// A number that was drawn when the log was made.
  private static func drawn(_ key: String, in database: Database) throws(SQLiteError) -> Int64 {
    if let number = try database.number("SELECT value FROM fact WHERE key = '\(key)'") {
      return number
    }
    let number = Int64.random(in: 1 ... .max)
    try database.execute("INSERT INTO fact VALUES('\(key)', \(number))")
    return number
  }

  /// Makes more room for what is written, a step of what a new log wants; answers whether there may be more to make.
  package func reserveMore() -> Bool { database.reserveMore() }

  package func begin() throws(SQLiteError) { try database.begin() }

  /// Ends the transaction; nothing of it holds where this throws.
  package func commit() throws(SQLiteError) {
    do throws(SQLiteError) {
      try writeBatches()
      try indexSome(atMost: max(Self.indexedAtOnce, tails.count / Self.indexedPart))
      try database.commit()
    } catch {
      rollBack()
      throw error
    }
    takeIndexed()
    takeAppended()
    pending.removeAll()
  }

  package func rollBack() {
    database.rollBack()
    pending.removeAll()
    appended.removeAll()
    indexedNow.removeAll()
    // The lines are still in the tails: the next round begins with all of them.
    round.removeAll()
  }

  /// Writes all that waits into the indexes, so that the next start has nothing to read again.
  package func finish() throws(SQLiteError) {
    do throws(SQLiteError) {
      try database.transaction { () throws(SQLiteError) in try indexSome(atMost: .max) }
    } catch {
      indexedNow.removeAll()
      throw error
    }
    takeIndexed()
  }
}
