/// A person's conversations on this computer: what was said, what waits to be sent, how far all was read.
///
/// One SQLite file for one person at one router, open in one program at a time. What changes in a wake-up
/// is written at once but kept by `commit`, in one transaction with the cursor: so a message that the
/// router is told to be stored is, and none is shown twice after an end of any kind. Keys and numbers are
/// given out here, so that changes which the disk refused are done again, the same, when it takes them.
package final class History {
  /// How far the router's log is stored here.
  package struct Log: Hashable, Sendable {
    var id: Int64
    /// The router's own name; empty before it has told one.
    package internal(set) var server: String
    /// The last `seq` that was taken.
    package internal(set) var cursor: Int64
  }

  /// Tells this installation from the person's others.
  package let device: String
  package internal(set) var log: Log
  /// The last `seq` of that log which is on the disk with all before it.
  package internal(set) var storedCursor: Int64
  /// The conversations by what tells their peers apart.
  package internal(set) var threads: [String: HistoryThread] = [:]
  var threadsByNumber: [Int64: HistoryThread] = [:]
  /// The disk refused what was written last: it is tried again at each `commit`.
  package internal(set) var isFailing = false
  /// The disk refused for so long that no more is kept for it: nothing of this run is written any more.
  package internal(set) var hasGivenUp = false

  /// How many changes wait for a disk that refuses them.
  static let pendingMaximum = 10_000

  package let database: Database
  let statements: StatementCache
  var nextKey: Int64
  var nextThread: Int64
  /// What was changed since the last commit, in order.
  var pending: [HistoryChange] = []
  /// The conversations whose own row has changed, by its number.
  var changedThreads: [Int64: HistoryThread] = [:]
  var hasNewCursor = false
  /// What was said and could not be written.
  var unwritten = UnwrittenRows()
  /// One's own messages, by `cid`, that the router took while the disk refused: they may stand before older ones.
  var misplaced: [String] = []

  /// Opens a history, or begins one.
  ///
  /// - Parameter place: Its file; `.memory` for one that ends with the program.
  /// - Throws: `SQLiteError`: `busy` where another program has it open.
  package init(_ place: Database.Place) throws(SQLiteError) {
    var options = Database.Options()
    options.cacheKibibytes = 512
    var device = ""
    database = try Database(place, options: options) { (database) throws(SQLiteError) in
      try HistorySchema.migrations.apply(to: database)
      device = try Self.device(in: database)
    }
    self.device = device
    statements = StatementCache(of: database)
    let log = try Self.log(in: statements)
    self.log = log
    storedCursor = log.cursor
    nextKey = (try database.number("SELECT max(key) FROM item") ?? 0) + 1
    nextThread = (try database.number("SELECT max(id) FROM conversation") ?? 0) + 1
    try readThreads()
  }

  private static func device(in database: Database) throws(SQLiteError) -> String {
    let query = try database.prepare("SELECT value FROM fact WHERE name = 'device'")
    if try query.step() {
      defer { query.reset() }
      return query.text(0)
    }
    let device = String(UInt64.random(in: .min ... .max), radix: 16)
    let insert = try database.prepare("INSERT INTO fact VALUES ('device', ?)")
    try insert.bind(device, at: 1)
    try insert.run()
    return device
  }

  private static func log(in statements: StatementCache) throws(SQLiteError) -> Log {
    let query = try statements("SELECT id, server, cursor FROM log ORDER BY id DESC LIMIT 1")
    guard try query.step() else { return Log(id: 0, server: "", cursor: 0) }
    defer { query.reset() }
    return Log(id: query.integer(0), server: query.text(1), cursor: query.integer(2))
  }

  /// The conversation with a peer, begun if there was none; nothing is written before something is said.
  ///
  /// - Parameters:
  ///   - peer: What tells the peer from others.
  ///   - address: How the wire writes the peer.
  /// - Returns: The same one for the same peer.
  package func thread(with peer: String, address: String) -> HistoryThread {
    if let known = threads[peer] { return known }
    let new = HistoryThread(id: nextThread, peer: peer, address: address)
    nextThread += 1
    add(new)
    return new
  }
}
