import Framing

/// How people are: away, back, typing.
extension Router {
  mutating func setAway(_ away: User.Away?, from id: SessionID) -> [Delivery] {
    guard let member = sessions[id]?.member, users[member.user]?.away != away else { return [] }
    users.update(member.user) { $0.away = away }
    let others = directory.version2.filter { sessions[$0]?.member?.user != member.user }
    let own = version2Sessions(of: member.user).filter { $0 != id }
    return send(.message(.presence(presence(of: member))), to: others + own)
  }

  /// How somebody who is here is told to the others.
  func presence(of member: Member) -> RosterEntry {
    guard let away = users[member.user]?.away else { return member.rosterEntry }
    return RosterEntry(
      user: member.name.text, state: .away, display: member.display, text: away.text)
  }

  /// Passes on that somebody writes: at most once in a while, to whom it is for, and only to version 2.
  mutating func typing(_ typing: Typing, from id: SessionID, at now: Int64) -> [Delivery] {
    guard let member = sessions[id]?.member, mayTellTyping(member, at: now) else { return [] }
    guard let target = target(named: typing.to), isReachable(target, for: member.user) else {
      return []
    }
    sessions[id]?.member?.typingSince = now
    let listeners: [SessionID]
    switch target {
    case .user(let user): listeners = version2Sessions(of: user)
    case .room(.everyone): listeners = directory.version2
    case .room(let room):
      listeners = (rooms[room]?.members ?? []).flatMap { version2Sessions(of: $0) }
    }
    let news = Typing(to: text(of: target), from: member.name.text)
    return send(
      .message(.typing(news)),
      to: listeners.filter { sessions[$0]?.member?.user != member.user })
  }

  private func mayTellTyping(_ member: Member, at now: Int64) -> Bool {
    guard let last = member.typingSince else { return true }
    return now - last >= Limits.typingInterval || now < last
  }

  private func isReachable(_ target: Target, for user: UserID) -> Bool {
    guard case .room(let room) = target else { return true }
    return isMember(user, of: room)
  }

  /// Who is meant by what a sender wrote: somebody known, or a room.
  package func target(named text: String) -> Target? {
    if text.utf8.first == UInt8(ascii: "#") {
      return (try? RoomName.parse(text)).flatMap { rooms.room(named: $0) }.map { .room($0) }
    }
    return (try? Name.parse(text)).flatMap { users.user(named: $0) }.map { .user($0) }
  }

  /// The user of a registered connection.
  package func user(of id: SessionID) -> UserID? { sessions[id]?.member?.user }
}
