package import Framing

/// A room that people have made, and who is in it, in the order in which they came.
package struct RoomRecord: Sendable {
  package let id: RoomID
  package let name: RoomName
  package internal(set) var members: [UserID]

  package init(id: RoomID, name: RoomName, members: [UserID] = []) {
    (self.id, self.name, self.members) = (id, name, members)
  }
}
