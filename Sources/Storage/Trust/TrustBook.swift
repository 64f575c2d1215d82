package import Framing

/// Whom this person trusts: the keys of routers, and of the people met there.
///
/// It is one small database for all identities of a person, so that a router is asked about once. Several
/// programs may have it open. A router is known by the address it was reached under (`host:port`), as `ssh`
/// knows hosts: another router that answers there is the attack that the pin is for.
package final class TrustBook {
  /// What is known of one person at one router.
  package struct Peer: Hashable, Sendable {
    /// The fingerprint of the person's identity key.
    package var pin: Pin
    /// Whether the two have compared it.
    package var isVerified: Bool

    package init(pin: Pin, isVerified: Bool) {
      self.pin = pin
      self.isVerified = isVerified
    }
  }

  /// What a person's key was before, where it is not the one that is known.
  package enum Sighting: Hashable, Sendable {
    case first
    case same
    case changed(from: Peer)
  }

  private let database: Database
  private let routerQuery: Statement
  private let peerQuery: Statement

  /// Opens it, and makes it where it is missing.
  package init(_ place: Database.Place) throws(SQLiteError) {
    var options = Database.Options()
    options.isExclusive = false
    options.busyMilliseconds = 2_000
    options.cacheKibibytes = 64
    database = try Database(place, options: options)
    try Self.migrations.apply(to: database)
    routerQuery = try database.prepare("SELECT pin, next FROM router WHERE address = ?1")
    peerQuery = try database.prepare(
      "SELECT pin, verified FROM peer WHERE address = ?1 AND name = ?2")
  }

  // MARK: Routers

  /// The keys that a router at an address may have; none where it was never met.
  ///
  /// The first is its own, the second one that it announced. What can't be read as a key is an error: the
  /// router would be taken for one that was never met.
  package func pins(ofRouterAt address: String) throws(SQLiteError) -> [Pin] {
    try routerQuery.bind(address, at: 1)
    defer { routerQuery.reset() }
    guard try routerQuery.step() else { return [] }
    let texts = [routerQuery.optionalText(0), routerQuery.optionalText(1)].compactMap { $0 }
    return try texts.map { (text) throws(SQLiteError) in
      guard let pin = Pin.parse(text) else {
        throw SQLiteError(.corrupt, detail: "no key of a router: \(text)")
      }
      return pin
    }
  }

  /// Trusts one key of a router, and no other from now on.
  package func trust(_ pin: Pin, ofRouterAt address: String) throws(SQLiteError) {
    let statement = try database.prepare(
      "INSERT OR REPLACE INTO router (address, pin, next) VALUES (?1, ?2, NULL)")
    try statement.bind(address, at: 1)
    try statement.bind(pin.text, at: 2)
    try statement.run()
  }

  /// Takes note of the key that a trusted router will have next; nil where it plans none.
  package func expect(_ next: Pin?, ofRouterAt address: String) throws(SQLiteError) {
    let statement = try database.prepare("UPDATE router SET next = ?2 WHERE address = ?1")
    try statement.bind(address, at: 1)
    try statement.bind(next?.text, at: 2)
    try statement.run()
  }

  // MARK: People

  /// What is known of a person at a router; nil where the key was never seen.
  package func peer(_ name: Name, atRouter address: String) throws(SQLiteError) -> Peer? {
    try peerQuery.bind(address, at: 1)
    try peerQuery.bind(name.key, at: 2)
    defer { peerQuery.reset() }
    guard try peerQuery.step(), let pin = Pin.parse(peerQuery.text(0)) else { return nil }
    return Peer(pin: pin, isVerified: peerQuery.integer(1) != 0)
  }

  /// Takes note of the key that a router says a person has.
  ///
  /// - Returns: What it was before; a new key is not verified, and the old one is not told again.
  package func see(
    _ pin: Pin, of name: Name, atRouter address: String
  ) throws(SQLiteError) -> Sighting {
    let known = try peer(name, atRouter: address)
    if let known, known.pin == pin { return .same }
    try write(Peer(pin: pin, isVerified: false), of: name, atRouter: address)
    return known.map { .changed(from: $0) } ?? .first
  }

  /// Keeps whether the two have compared a key; nothing changes where another one is known meanwhile.
  package func setVerified(
    _ isVerified: Bool, _ pin: Pin, of name: Name, atRouter address: String
  ) throws(SQLiteError) {
    guard try peer(name, atRouter: address)?.pin == pin else { return }
    try write(Peer(pin: pin, isVerified: isVerified), of: name, atRouter: address)
  }

  private func write(_ peer: Peer, of name: Name, atRouter address: String) throws(SQLiteError) {
    let statement = try database.prepare(
      "INSERT OR REPLACE INTO peer (address, name, pin, verified) VALUES (?1, ?2, ?3, ?4)")
    try statement.bind(address, at: 1)
    try statement.bind(name.key, at: 2)
    try statement.bind(peer.pin.text, at: 3)
    try statement.bind(peer.isVerified ? 1 : 0, at: 4)
    try statement.run()
  }
}
