extension RouterLog {
  /// All who are known.
  package func users() throws(SQLiteError) -> [StoredUser] {
    let query = try database.prepare(
      "SELECT id, name, keeps_log, seen, first, sent, acked, bytes FROM user ORDER BY id")
    var users: [StoredUser] = []
    while try query.step() {
      users.append(
        StoredUser(
          id: query.integer(0), name: query.text(1), keepsLog: query.integer(2) != 0,
          seen: query.integer(3), first: query.integer(4), sent: query.integer(5),
          acked: query.integer(6), bytes: query.integer(7)))
    }
    for index in users.indices {
      let tail = tails[users[index].id]
      let indexed = try indexedEnd(of: users[index].id) - 1
      users[index].head = max(users[index].first - 1, tail.last?.seq ?? indexed)
      users[index].bytes += tail.reduce(0) { $0 + $1.size }
    }
    return users
  }

  /// Keeps what may change of a user, within a transaction.
  package func keep(_ user: StoredUser) throws(SQLiteError) {
    let keep = people.keepUser
    try keep.bind(user.id, at: 1)
    try keep.bind(user.name, at: 2)
    try keep.bind(user.keepsLog ? 1 : 0, at: 3)
    try keep.bind(user.seen, at: 4)
    try keep.bind(user.sent, at: 5)
    try keep.bind(user.acked, at: 6)
    try keep.run()
  }

  /// The number of the room that was made last, there or not, and the highest of those who were forgotten.
  ///
  /// Messages outlive the room that they were said in: its number must not become another's.
  package func lastNumbers() throws(SQLiteError) -> (room: Int64, user: Int64) {
    let room = try database.number("SELECT value FROM fact WHERE key = 'room'")
    let user = try database.number("SELECT value FROM fact WHERE key = 'user'")
    return (room ?? -1, user ?? 0)
  }

  package func rooms() throws(SQLiteError) -> [StoredRoom] {
    let query = try database.prepare(
      "SELECT room.id, name, user FROM room JOIN member ON room = room.id ORDER BY room.id, user")
    var rooms: [StoredRoom] = []
    while try query.step() {
      let id = query.integer(0)
      if rooms.last?.id != id {
        rooms.append(StoredRoom(id: id, name: query.text(1), members: []))
      }
      rooms[rooms.count - 1].members.append(query.integer(2))
    }
    return rooms
  }

  /// Lets somebody into a room, which is made with the first, within a transaction.
  package func join(_ room: Int64, named name: String, user: Int64) throws(SQLiteError) {
    let make = try database.prepare("INSERT OR IGNORE INTO room VALUES(?1,?2)")
    try make.bind(room, at: 1)
    try make.bind(name, at: 2)
    try make.run()
    if database.changedRows > 0 { try keep(room, as: "room") }
    try database.execute("INSERT OR IGNORE INTO member VALUES(\(room), \(user))")
  }

  /// Lets somebody out of a room, within a transaction; its name is kept for what was said there.
  package func leave(_ room: Int64, user: Int64) throws(SQLiteError) {
    try database.execute("DELETE FROM member WHERE room = \(room) AND user = \(user)")
  }

  /// What a room is or was called; nil where nothing is kept of it.
  package func name(ofRoom room: Int64) throws(SQLiteError) -> String? {
    let query = try database.prepare("SELECT name FROM room WHERE id = ?1")
    try query.bind(room, at: 1)
    return try query.step() ? query.text(0) : nil
  }

  /// Forgets the rooms that nobody is in and of which no log has a line, within a transaction.
  package func forgetRooms() throws(SQLiteError) {
    let query = try database.prepare(
      """
      SELECT id FROM room WHERE NOT EXISTS (SELECT * FROM member WHERE room = room.id)
      AND id NOT IN (SELECT peer FROM talk WHERE peer < 0)
      """)
    var gone: [Int64] = []
    while try query.step() { gone.append(query.integer(0)) }
    guard !gone.isEmpty else { return }
    let waiting = Set(appended.map(\.place.peer) + tails.users.flatMap { tails[$0].map(\.peer) })
    for room in gone where !waiting.contains(room) {
      try database.execute("DELETE FROM room WHERE id = \(room)")
    }
  }

  /// How far a conversation has come.
  package func reach(_ key: ReachKey) throws(SQLiteError) -> StoredReach {
    let query = people.reach
    defer { query.reset() }
    try query.bind(key.owner, at: 1)
    try query.bind(key.peer, at: 2)
    return try query.step() ? Self.reach(query, from: 0) : StoredReach()
  }

  /// How far the conversations of a user have come, those that changed when its log was at `head` or later.
  package func reaches(
    of owner: Int64, since head: Int64
  ) throws(SQLiteError) -> [ReachKey: StoredReach] {
    let query = people.reaches
    defer { query.reset() }
    try query.bind(owner, at: 1)
    try query.bind(head, at: 2)
    var found: [ReachKey: StoredReach] = [:]
    while try query.step() {
      found[ReachKey(owner: owner, peer: query.integer(0))] = Self.reach(query, from: 1)
    }
    return found
  }

  /// Keeps how far a conversation has come, within a transaction.
  package func keep(_ reach: StoredReach, of key: ReachKey) throws(SQLiteError) {
    let keep = people.keepReach
    let numbers = [key.owner, key.peer, reach.delivered, reach.read, reach.own, reach.head]
    for (index, number) in numbers.enumerated() { try keep.bind(number, at: index + 1) }
    try keep.run()
  }

  private static func reach(_ query: Statement, from column: Int) -> StoredReach {
    var reach = StoredReach()
    reach.delivered = query.integer(column)
    reach.read = query.integer(column + 1)
    reach.own = query.integer(column + 2)
    reach.head = query.integer(column + 3)
    return reach
  }
}
