/// `keys` from the router: the keys that a name belongs to, one for each computer of its owner.
///
///     C→S {"type":"keys","user":"bob"}                                     from a client of version 2
///     S→C {"type":"keys","user":"Bob","pins":["<base64url of SHA-256>",…]}    none where it belongs to no key
///
/// Who has asked about somebody is told the same again, unasked, each time it changes.
package struct BoundKeys: Hashable, Sendable {
  /// The name as it was registered.
  package var user: String

  /// The fingerprints, at most `Limits.keysOfAName`.
  package var pins: [Pin]

  package init(user: String, pins: [Pin]) {
    self.user = user
    self.pins = pins
  }
}
