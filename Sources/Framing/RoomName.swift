/// The name of a room: `#`, and behind it what may be a person's name.
///
/// It is compared as names are (see `Name`), so `#Ops` is `#ops`.
package struct RoomName: Sendable {
  /// The room as it was made, with its `#`.
  package let text: String

  /// The folded name, with its `#`.
  package let key: String

  /// The room that everybody is in.
  package static let everyone = RoomName(text: Room.everyone, key: Room.everyone)

  private init(text: String, key: String) {
    self.text = text
    self.key = key
  }

  /// Holds a text against the rules for rooms.
  ///
  /// - Throws: `NameError`, the first rule that it breaks.
  package static func parse(_ text: String) throws(NameError) -> RoomName {
    guard text.utf8.first == UInt8(ascii: "#") else { throw .notARoom }
    if Room.isEveryone(text) { return .everyone }
    let name = try Name.parse(String(text.unicodeScalars.dropFirst()))
    return RoomName(text: text, key: "#" + name.key)
  }
}

extension RoomName: Hashable {
  package static func == (a: RoomName, b: RoomName) -> Bool { a.key == b.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
