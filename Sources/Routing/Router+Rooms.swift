import Framing

extension Router {
  /// Lets a user into a room; it is answered once that is kept.
  mutating func join(_ text: String, from id: SessionID, at now: Int64) -> [Delivery] {
    guard let user = sessions[id]?.member?.user else { return [] }
    let name: RoomName
    do {
      name = try RoomName.parse(text)
    } catch {
      return strike(id, .nameInvalid, Wording.text(for: error), at: now)
    }
    guard name != .everyone else { return [members(of: .everyone, named: name, to: [id])] }
    if let room = rooms.room(named: name), isMember(user, of: room) {
      return [members(of: room, named: name, to: [id])]
    }
    guard users[user]?.rooms.count ?? 0 < Limits.roomsOfAUser else {
      return [tell(id, .forbidden, Wording.tooManyRooms(), to: text)]
    }
    let room = rooms.make(name)
    add(user, to: room)
    queue.items.append(
      .join(RoomChange(session: id, user: user, room: room, name: rooms[room]?.name ?? name)))
    return []
  }

  mutating func leaveRoom(_ text: String, from id: SessionID, at now: Int64) -> [Delivery] {
    guard let user = sessions[id]?.member?.user else { return [] }
    guard let name = try? RoomName.parse(text), let room = rooms.room(named: name) else {
      return [tell(id, .noSuchUser, Wording.noSuchUser(text), to: text)]
    }
    guard room != .everyone else {
      return [tell(id, .forbidden, Wording.everyoneStays(), to: text)]
    }
    guard isMember(user, of: room) else {
      return [tell(id, .forbidden, Wording.notInRoom(text), to: text)]
    }
    let change = RoomChange(session: id, user: user, room: room, name: rooms[room]?.name ?? name)
    remove(user, from: room)
    queue.items.append(.leave(change))
    return []
  }

  /// Tells who is in a room now, after somebody came or left.
  package func announce(_ change: RoomChange) -> [Delivery] {
    let members = rooms[change.room]?.members ?? []
    let all = Set(members + [change.user])
    let listeners = all.flatMap { version2Sessions(of: $0) }.sorted { $0.rawValue < $1.rawValue }
    guard !listeners.isEmpty else { return [] }
    return [self.members(of: change.room, named: change.name, to: listeners)]
  }

  /// Takes back what could not be kept.
  package mutating func undo(_ item: LogItem, of queue: LogQueue) -> [Delivery] {
    switch item {
    case .posting(let posting):
      return refuse(posting, of: queue, because: .storageUnavailable) + hold(posting.session)
    case .join(let change):
      remove(change.user, from: change.room)
      return refuse(change)
    case .leave(let change):
      // With its last member a room had gone.
      if rooms[change.room] == nil { rooms.restore(RoomRecord(id: change.room, name: change.name)) }
      add(change.user, to: change.room)
      return refuse(change)
    }
  }

  private func refuse(_ change: RoomChange) -> [Delivery] {
    guard isListening(to: change.session) else { return [] }
    return [
      tell(
        change.session, .storageUnavailable, Wording.storageUnavailable(), to: change.name.text)
    ]
  }

  func isMember(_ user: UserID, of room: RoomID) -> Bool {
    room == .everyone || users[user]?.rooms.contains(room) ?? false
  }

  private mutating func add(_ user: UserID, to room: RoomID) {
    rooms.add(user, to: room)
    users.update(user) { $0.rooms.append(room) }
  }

  private mutating func remove(_ user: UserID, from room: RoomID) {
    rooms.remove(user, from: room)
    users.update(user) { $0.rooms.removeAll { $0 == room } }
  }

  private func members(
    of room: RoomID, named name: RoomName, to ids: [SessionID]
  ) -> Delivery {
    let names =
      room == .everyone
      ? directory.entries.map(\.name)
      : (rooms[room]?.members ?? []).compactMap { users[$0]?.name.text }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return .send(.message(.members(RoomMembers(room: name.text, users: names))), to: ids)
  }

  /// The rooms that a user is in, everybody's first.
  func roomNames(of user: UserID) -> [String] {
    [Room.everyone] + (users[user]?.rooms ?? []).compactMap { rooms.text(of: $0) }
  }

  package func version2Sessions(of user: UserID) -> [SessionID] {
    (users[user]?.sessions ?? []).filter { dialect(of: $0) == .version2 }
  }
}
