package import Framing

/// Somebody comes into a room or leaves it; it has happened here already, and is undone where it can't be kept.
package struct RoomChange: Hashable, Sendable {
  package let session: SessionID
  package let user: UserID
  package let room: RoomID
  package let name: RoomName
}
