internal import Framing
internal import Routing
internal import Storage

extension User {
  /// Somebody who was known before; nil where the name is none any more.
  init?(_ stored: StoredUser) {
    guard let name = try? Name.parse(stored.name) else { return nil }
    self.init(
      id: UserID(rawValue: stored.id), name: name, keepsLog: stored.keepsLog, seen: stored.seen,
      first: stored.first, head: stored.head, sent: stored.sent, acked: stored.acked,
      bytes: stored.bytes)
  }
}

extension StoredUser {
  init(_ user: User) {
    self.init(
      id: user.id.rawValue, name: user.name.text, keepsLog: user.keepsLog, seen: user.seen,
      first: user.first, head: user.head, sent: user.sent, acked: user.acked, bytes: user.bytes)
  }
}

extension RoomRecord {
  init?(_ stored: StoredRoom) {
    guard let name = try? RoomName.parse(stored.name) else { return nil }
    self.init(
      id: RoomID(rawValue: stored.id), name: name,
      members: stored.members.map(UserID.init(rawValue:)))
  }
}
