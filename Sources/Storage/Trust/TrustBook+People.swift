package import Framing

/// The keys of people: what routers tell, and what two have compared.
extension TrustBook {
  /// What is known of the keys of one person at one router.
  package struct Peer: Hashable, Sendable {
    /// What the router told last, but for the times when the name belonged to no key.
    package var seen: Set<Pin>
    /// What the two have compared, whatever the router tells meanwhile.
    package var compared: Set<Pin>

    package init(seen: Set<Pin> = [], compared: Set<Pin> = []) {
      (self.seen, self.compared) = (seen, compared)
    }
  }

  /// All people at a router of whom a key is known, by their names as they are compared (`Name.key`).
  ///
  /// What can't be read as a key is an error: the person would be taken for one whom nobody has compared.
  package func peers(atRouter address: String) throws(SQLiteError) -> [String: Peer] {
    let query = try database.prepare(
      "SELECT name, pin, seen, compared FROM peer_key WHERE address = ?1")
    try query.bind(address, at: 1)
    defer { query.reset() }
    var peers: [String: Peer] = [:]
    while try query.step() {
      let (name, pin) = (query.text(0), try Self.pin(query.text(1)))
      if query.integer(2) != 0 { peers[name, default: Peer()].seen.insert(pin) }
      if query.integer(3) != 0 { peers[name, default: Peer()].compared.insert(pin) }
    }
    return peers
  }

  /// Takes note of the keys that a router says a name belongs to; of none it takes no note.
  ///
  /// - Returns: What is known now.
  package func see(
    _ pins: Set<Pin>, of name: Name, atRouter address: String
  ) throws(SQLiteError) -> Peer {
    try change(name, atRouter: address) { if !pins.isEmpty { $0.seen = pins } }
  }

  /// Keeps which keys the two have compared, in the place of those before; none takes it back.
  ///
  /// - Returns: What is known now: another program may have seen other keys meanwhile.
  package func compare(
    _ pins: Set<Pin>, of name: Name, atRouter address: String
  ) throws(SQLiteError) -> Peer {
    try change(name, atRouter: address) { $0.compared = pins }
  }

  private func change(
    _ name: Name, atRouter address: String, _ body: (inout Peer) -> Void
  ) throws(SQLiteError) -> Peer {
    var peer = Peer()
    try database.transaction { () throws(SQLiteError) in
      let before = try self.peer(name.key, atRouter: address)
      peer = before
      body(&peer)
      if peer != before { try write(peer, of: name.key, atRouter: address) }
    }
    return peer
  }

  private func peer(_ key: String, atRouter address: String) throws(SQLiteError) -> Peer {
    let query = try database.prepare(
      "SELECT pin, seen, compared FROM peer_key WHERE address = ?1 AND name = ?2")
    try query.bind(address, at: 1)
    try query.bind(key, at: 2)
    defer { query.reset() }
    var peer = Peer()
    while try query.step() {
      let pin = try Self.pin(query.text(0))
      if query.integer(1) != 0 { peer.seen.insert(pin) }
      if query.integer(2) != 0 { peer.compared.insert(pin) }
    }
    return peer
  }

  private func write(_ peer: Peer, of key: String, atRouter address: String) throws(SQLiteError) {
    let delete = try database.prepare("DELETE FROM peer_key WHERE address = ?1 AND name = ?2")
    try delete.bind(address, at: 1)
    try delete.bind(key, at: 2)
    try delete.run()
    let insert = try database.prepare(
      "INSERT INTO peer_key (address, name, pin, seen, compared) VALUES (?1, ?2, ?3, ?4, ?5)")
    for pin in peer.seen.union(peer.compared) {
      try insert.bind(address, at: 1)
      try insert.bind(key, at: 2)
      try insert.bind(pin.text, at: 3)
      try insert.bind(peer.seen.contains(pin) ? 1 : 0, at: 4)
      try insert.bind(peer.compared.contains(pin) ? 1 : 0, at: 5)
      try insert.run()
    }
  }
}
