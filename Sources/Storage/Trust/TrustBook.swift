package import Framing

/// Whom this person trusts: the keys of routers, and of the people met there.
///
/// It is one small database for all identities of a person, so that a router is asked about once. Several
/// programs may have it open. A router is known by the address it was reached under (`host:port`), as `ssh`
/// knows hosts: another router that answers there is the attack that the pin is for.
package final class TrustBook {
  let database: Database
  private let routerQuery: Statement

  /// Opens it, and makes it where it is missing.
  package init(_ place: Database.Place) throws(SQLiteError) {
    var options = Database.Options()
    options.isExclusive = false
    options.busyMilliseconds = 2_000
    options.cacheKibibytes = 64
    database = try Database(place, options: options, preparedBy: Self.migrations.apply)
    routerQuery = try database.prepare("SELECT pin, next FROM router WHERE address = ?1")
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
    return try texts.map { (text) throws(SQLiteError) in try Self.pin(text) }
  }

  /// Reads a key as it stands in a row.
  static func pin(_ text: String) throws(SQLiteError) -> Pin {
    guard let pin = Pin.parse(text) else { throw SQLiteError(.corrupt, detail: "no key: \(text)") }
    return pin
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
}
