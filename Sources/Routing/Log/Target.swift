/// Whom a message is for.
package enum Target: Hashable, Sendable {
  case user(UserID)
  case room(RoomID)

  /// As a log keeps it: rooms are negative.
  package init(rawValue: Int64) {
    self = rawValue < 0 ? .room(RoomID(rawValue: rawValue)) : .user(UserID(rawValue: rawValue))
  }

  package var rawValue: Int64 {
    switch self {
    case .user(let user): user.rawValue
    case .room(let room): room.rawValue
    }
  }
}
