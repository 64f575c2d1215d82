package import Framing

/// All who have ever registered and were not forgotten.
package struct UserTable: Sendable {
  private var users: [UserID: User] = [:]
  private var byName: [Name: UserID] = [:]
  private var last: Int64 = 0

  /// Those of whom something has changed that is to be kept.
  private(set) var changed: Set<UserID> = []

  /// Those who are not kept yet: it must be done with the first message that names them.
  private var new: Set<UserID> = []

  /// Those whose messages are all in the log.
  private(set) var logKeepers: [UserID] = []

  package subscript(id: UserID) -> User? { users[id] }

  package func user(named name: Name) -> UserID? { byName[name] }

  package var ids: some Collection<UserID> { users.keys }

  /// Takes somebody in who was known before.
  mutating func restore(_ user: User) {
    last = max(last, user.id.rawValue)
    users[user.id] = user
    byName[user.name] = user.id
    if user.keepsLog { logKeepers.append(user.id) }
  }

  /// The user of a name, who is made where there is none; from now on it is written so.
  mutating func enter(_ name: Name, at now: Int64) -> UserID {
    if let id = byName[name] {
      change(id) { user in
        user.seen = now
        if user.sessions.isEmpty { user.name = name }
      }
      return id
    }
    last += 1
    let user = User(id: UserID(rawValue: last), name: name, seen: now)
    restore(user)
    changed.insert(user.id)
    new.insert(user.id)
    return user.id
  }

  mutating func keepLog(of id: UserID) {
    guard users[id]?.keepsLog == false else { return }
    change(id) { $0.keepsLog = true }
    logKeepers.append(id)
  }

  /// Changes what is to be kept.
  mutating func change(_ id: UserID, _ body: (inout User) -> Void) {
    update(id, body)
    changed.insert(id)
  }

  /// Changes what need not be kept, or is kept with the messages.
  mutating func update(_ id: UserID, _ body: (inout User) -> Void) {
    guard let index = users.index(forKey: id) else { return }
    body(&users.values[index])
  }

  mutating func forget(_ id: UserID) {
    guard let user = users.removeValue(forKey: id) else { return }
    byName[user.name] = nil
    changed.remove(id)
    logKeepers.removeAll { $0 == id }
  }

  /// Who has changed since this was asked last.
  mutating func takeChanged() -> [User] {
    defer {
      changed.removeAll(keepingCapacity: true)
      new.removeAll()
    }
    return changed.compactMap { users[$0] }.sorted { $0.id.rawValue < $1.id.rawValue }
  }

  /// Who is not kept yet.
  mutating func takeNew() -> [User] {
    defer { new.removeAll() }
    return new.compactMap { users[$0] }.sorted { $0.id.rawValue < $1.id.rawValue }
  }

  /// They could not be kept, and are to be with the next message.
  mutating func putBack(_ users: [User]) {
    for user in users {
      changed.insert(user.id)
      new.insert(user.id)
    }
  }
}
