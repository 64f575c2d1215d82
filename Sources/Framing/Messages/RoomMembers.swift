/// `members`: who is in a room, in order.
package struct RoomMembers: Hashable, Sendable {
  package var room: String
  package var users: [String]

  package init(room: String, users: [String]) {
    self.room = room
    self.users = users
  }
}
