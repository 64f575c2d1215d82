/// The database of who may have which name: whose each is, the invitations, who is banned.
///
/// It knows rows, not rules: those are the router's. Writing is rare, and each write is on the disk when it returns.
package final class AccessBook {
  private let database: Database

  /// Opens it, and makes it where there is none.
  ///
  /// - Throws: `SQLiteError`: `busy` where another router holds it.
  package init(_ place: Database.Place) throws(SQLiteError) {
    database = try Database(place, preparedBy: AccessSchema.migrations.apply)
  }

  /// Does all of some writing or nothing.
  package func transaction(_ body: () throws(SQLiteError) -> Void) throws(SQLiteError) {
    try database.transaction(body)
  }

  // MARK: Owners

  package func owners() throws(SQLiteError) -> [Owner] {
    let query = try database.prepare("SELECT name, key, pin, since FROM owner ORDER BY key, since")
    var owners: [Owner] = []
    while try query.step() {
      owners.append(
        Owner(
          name: query.text(0), key: query.text(1), pin: query.text(2), since: query.integer(3)))
    }
    return owners
  }

  package func add(_ owner: Owner) throws(SQLiteError) {
    let insert = try database.prepare(
      "INSERT OR IGNORE INTO owner(key, pin, name, since) VALUES(?, ?, ?, ?)")
    try insert.bind(owner.key, at: 1)
    try insert.bind(owner.pin, at: 2)
    try insert.bind(owner.name, at: 3)
    try insert.bind(owner.since, at: 4)
    try insert.run()
  }

  /// Takes a name from all its keys.
  package func removeOwners(of key: String) throws(SQLiteError) {
    let delete = try database.prepare("DELETE FROM owner WHERE key = ?")
    try delete.bind(key, at: 1)
    try delete.run()
  }

  // MARK: Invitations

  /// The invitations that are still good; the others are thrown away.
  package func invitations(at now: Int64) throws(SQLiteError) -> [Invitation] {
    let delete = try database.prepare("DELETE FROM invitation WHERE uses < 1 OR expires <= ?")
    try delete.bind(now, at: 1)
    try delete.run()
    let query = try database.prepare("SELECT id, hash, name, uses, expires FROM invitation")
    var invitations: [Invitation] = []
    while try query.step() {
      invitations.append(
        Invitation(
          id: query.integer(0),
          hash: query.withBytes(1) { bytes in bytes.indices.map { bytes[$0] } },
          name: query.optionalText(2),
          uses: query.integer(3), expires: query.optionalInteger(4)))
    }
    return invitations
  }

  package func add(_ invitation: Invitation) throws(SQLiteError) {
    let insert = try database.prepare(
      "INSERT INTO invitation(id, hash, name, uses, expires) VALUES(?, ?, ?, ?, ?)")
    try insert.bind(invitation.id, at: 1)
    try insert.bind(blob: invitation.hash.span, at: 2)
    try insert.bind(invitation.name, at: 3)
    try insert.bind(invitation.uses, at: 4)
    try insert.bind(invitation.expires, at: 5)
    try insert.run()
  }

  package func useInvitation(_ id: Int64) throws(SQLiteError) {
    let update = try database.prepare("UPDATE invitation SET uses = uses - 1 WHERE id = ?")
    try update.bind(id, at: 1)
    try update.run()
  }

  // MARK: Bans

  package func bans() throws(SQLiteError) -> [Ban] {
    let query = try database.prepare("SELECT kind, value FROM ban ORDER BY kind, value")
    var bans: [Ban] = []
    while try query.step() { bans.append(Ban(kind: query.text(0), value: query.text(1))) }
    return bans
  }

  package func add(_ ban: Ban) throws(SQLiteError) {
    try run("INSERT OR IGNORE INTO ban(kind, value) VALUES(?, ?)", of: ban)
  }

  package func remove(_ ban: Ban) throws(SQLiteError) {
    try run("DELETE FROM ban WHERE kind = ? AND value = ?", of: ban)
  }

  private func run(_ sql: String, of ban: Ban) throws(SQLiteError) {
    let statement = try database.prepare(sql)
    try statement.bind(ban.kind, at: 1)
    try statement.bind(ban.value, at: 2)
    try statement.run()
  }
}
