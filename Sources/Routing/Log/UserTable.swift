package import Framing

/// All who have ever registered and were not forgotten.
///
/// A number leads to its user by a table, without a hash: numbers are given one after the other.
package struct UserTable: Sendable {
  private var users: [User] = []
  /// Where in `users` the one of each number is, and one; 0 for nobody.
  private var places: [UInt32] = []
  private var byName: [Name: UserID] = [:]
  /// By the hash of the name's bytes, for those who write it just so: a `Name` costs a microsecond to make.
  private var byBytes: [UInt64: UserID] = [:]
  private let hash = SeededHash(seed: UInt64.random(in: 1 ... .max))
  private var last: Int64 = 0

  /// Those of whom something has changed that is to be kept.
  private var changed: [UserID] = []

  /// Those who are not kept yet: it must be done with the first message that names them.
  private var new: Set<UserID> = []

  /// Those whose messages are all in the log.
  private(set) var logKeepers: [UserID] = []

  package subscript(id: UserID) -> User? { place(of: id).map { users[$0] } }

  package func user(named name: Name) -> UserID? { byName[name] }

  /// The user whose name is written in just these bytes; nil too where it takes a second look.
  func user(written name: Span<UInt8>) -> UserID? {
    guard name.count <= Limits.nameBytes, let id = byBytes[hash(name)], let place = place(of: id),
      users[place].name.text.utf8Span.span.holdsSameBytes(as: name)
    else { return nil }
    return id
  }

  package var ids: some Collection<UserID> { users.lazy.map(\.id) }

  var hasChanged: Bool { !changed.isEmpty }

  @inline(__always)
  private func place(of id: UserID) -> Int? {
    guard id.rawValue >= 0, id.rawValue < places.count else { return nil }
    let place = Int(places[Int(id.rawValue)])
    return place == 0 ? nil : place &- 1
  }

  // MARK: One thing of a user, without a copy of all

  func keepsLog(_ id: UserID) -> Bool { place(of: id).map { users[$0].keepsLog } ?? false }

  package func name(of id: UserID) -> Name? { place(of: id).map { users[$0].name } }

  package func sessions(of id: UserID) -> [SessionID] {
    place(of: id).map { users[$0].sessions } ?? []
  }

  /// Whether so many messages wait for a user, or any while its log holds so many bytes of such alone.
  func isFull(_ id: UserID, messages: Int64, bytes: Int64) -> Bool {
    guard let place = place(of: id) else { return false }
    let fetched = users[place].fetched
    guard users[place].head > fetched else { return false }
    return users[place].head - fetched >= messages
      || (users[place].bytes >= bytes && users[place].first > fetched)
  }

  /// Takes note of what a user was sent; `isStored` where a device has it on its disk.
  ///
  /// - Returns: What of it is new: the numbers that were not stored before.
  mutating func wasSent(
    _ id: UserID, upTo seq: Int64, isStored: Bool
  ) -> ClosedRange<Int64>? {
    guard let place = place(of: id) else { return nil }
    let seq = min(seq, users[place].head)
    if seq > users[place].sent {
      users[place].sent = seq
      noteChange(at: place)
    }
    let acked = users[place].acked
    guard isStored, seq > acked else { return nil }
    users[place].acked = seq
    noteChange(at: place)
    return acked + 1...seq
  }

  // MARK: Changing

  /// Gives no number again up to this one.
  mutating func goOn(after id: UserID) { last = max(last, id.rawValue) }

  /// Takes somebody in who was known before.
  mutating func restore(_ user: User) {
    let id = Int(user.id.rawValue)
    last = max(last, user.id.rawValue)
    while places.count <= id { places.append(0) }
    users.append(user)
    places[id] = UInt32(users.count)
    byName[user.name] = user.id
    byBytes[hash(user.name.text.utf8Span.span)] = user.id
    if user.keepsLog { logKeepers.append(user.id) }
  }

  /// The user of a name, who is made where there is none; from now on it is written so.
  mutating func enter(_ name: Name, at now: Int64) -> UserID {
    if let id = byName[name] {
      change(id) { $0.seen = now }
      if sessions(of: id).isEmpty { write(id, as: name) }
      return id
    }
    last += 1
    let user = User(id: UserID(rawValue: last), name: name, seen: now)
    restore(user)
    change(user.id) { _ in }
    new.insert(user.id)
    return user.id
  }

  private mutating func write(_ id: UserID, as name: Name) {
    guard let place = place(of: id) else { return }
    byBytes[hash(users[place].name.text.utf8Span.span)] = nil
    users[place].name = name
    byBytes[hash(name.text.utf8Span.span)] = id
  }

  mutating func keepLog(of id: UserID) {
    guard !keepsLog(id) else { return }
    change(id) { $0.keepsLog = true }
    logKeepers.append(id)
  }

  /// Changes what is to be kept.
  mutating func change(_ id: UserID, _ body: (inout User) -> Void) {
    guard let place = place(of: id) else { return }
    body(&users[place])
    noteChange(at: place)
  }

  private mutating func noteChange(at place: Int) {
    guard !users[place].hasChanged else { return }
    users[place].hasChanged = true
    changed.append(users[place].id)
  }

  /// Changes what need not be kept, or is kept with the messages.
  mutating func update(_ id: UserID, _ body: (inout User) -> Void) {
    guard let place = place(of: id) else { return }
    body(&users[place])
  }

  mutating func forget(_ id: UserID) {
    guard let place = place(of: id) else { return }
    byName[users[place].name] = nil
    byBytes[hash(users[place].name.text.utf8Span.span)] = nil
    changed.removeAll { $0 == id }
    logKeepers.removeAll { $0 == id }
    places[Int(id.rawValue)] = 0
    users.swapAt(place, users.count - 1)
    users.removeLast()
    if place < users.count { places[Int(users[place].id.rawValue)] = UInt32(place + 1) }
  }

  /// Who has changed since this was asked last.
  mutating func takeChanged() -> [User] {
    let all = changed.compactMap { self[$0] }.sorted { $0.id.rawValue < $1.id.rawValue }
    for user in all { update(user.id) { $0.hasChanged = false } }
    changed.removeAll(keepingCapacity: true)
    new.removeAll()
    return all
  }

  /// Who is not kept yet.
  mutating func takeNew() -> [User] {
    guard !new.isEmpty else { return [] }
    defer { new.removeAll() }
    return new.compactMap { self[$0] }.sorted { $0.id.rawValue < $1.id.rawValue }
  }

  /// They could not be kept, and are to be with the next message.
  mutating func putBack(_ users: [User]) {
    for user in users where self[user.id] != nil {
      change(user.id) { _ in }
      new.insert(user.id)
    }
  }
}
