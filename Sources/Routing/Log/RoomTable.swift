import Framing

/// The rooms beside everybody's.
struct RoomTable {
  private var rooms: [RoomID: RoomRecord] = [:]
  private var byName: [RoomName: RoomID] = [:]
  private var last = RoomID.everyone.rawValue

  subscript(id: RoomID) -> RoomRecord? { rooms[id] }

  func room(named name: RoomName) -> RoomID? { name == .everyone ? .everyone : byName[name] }

  /// How a room is written.
  func text(of id: RoomID) -> String? {
    id == .everyone ? Room.everyone : rooms[id]?.name.text
  }

  /// Gives no number again down to this one.
  mutating func goOn(after id: RoomID) { last = min(last, id.rawValue) }

  mutating func restore(_ room: RoomRecord) {
    last = min(last, room.id.rawValue)
    rooms[room.id] = room
    byName[room.name] = room.id
  }

  /// The room of a name, which is made where there is none.
  mutating func make(_ name: RoomName) -> RoomID {
    if let id = room(named: name) { return id }
    last -= 1
    restore(RoomRecord(id: RoomID(rawValue: last), name: name))
    return RoomID(rawValue: last)
  }

  mutating func add(_ user: UserID, to id: RoomID) {
    rooms[id]?.members.append(user)
  }

  /// Takes somebody out, and with the last one the room away.
  mutating func remove(_ user: UserID, from id: RoomID) {
    rooms[id]?.members.removeAll { $0 == user }
    guard let room = rooms[id], room.members.isEmpty else { return }
    rooms[id] = nil
    byName[room.name] = nil
  }
}
