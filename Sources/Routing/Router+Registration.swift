import Framing

extension Router {
  mutating func register(
    _ registration: Registration, from id: SessionID, at now: Int64
  ) -> [Delivery] {
    if let name = name(of: id) {
      return strike(id, .alreadyRegistered, Wording.alreadyRegistered(as: name), at: now)
    }
    let dialect = registration.version == 2 ? Dialect.version2 : .version1
    return enter(id, as: registration, speaking: dialect, at: now)
  }

  /// Gives a connection its name, or refuses and closes it.
  mutating func enter(
    _ id: SessionID, as registration: Registration, speaking dialect: Dialect, at now: Int64
  ) -> [Delivery] {
    let name: Name
    do {
      name = try Name.parse(registration.username)
    } catch {
      return close(id, .nameInvalid, error: .nameInvalid, Wording.text(for: error), at: now)
    }
    let holders = users.user(named: name).flatMap { users[$0]?.sessions } ?? []
    let device = registration.device
    let ghost = holders.first { device != nil && sessions[$0]?.member?.device == device }
    guard holders.isEmpty || ghost != nil || isTaken(device, from: id, besides: holders) else {
      let text = Wording.nameTaken(name.text)
      return close(id, .nameTaken, error: .nameTaken, text, at: now)
    }
    let user = users.enter(name, at: now)
    if dialect == .version2 { users.keepLog(of: user) }
    let member = Member(
      user: user, name: users[user]?.name ?? name, dialect: dialect, device: device,
      display: registration.display, since: registration.since)
    if let ghost { return replace(ghost, by: id, as: member) }
    return join(id, as: member, at: now)
  }

  /// Whether a further device is taken for one of the same person's.
  ///
  /// In the clear nothing proves it. On the router's own machine it is believed of a client of version 2 that
  /// names its device, where all others do too; from elsewhere where whoever runs the router wants it so.
  private func isTaken(
    _ device: String?, from id: SessionID, besides holders: [SessionID]
  ) -> Bool {
    guard device != nil, holders.allSatisfy({ sessions[$0]?.member?.device != nil }) else {
      return false
    }
    return options.trustsDevices || (holders + [id]).allSatisfy { sessions[$0]?.isNear ?? false }
  }

  private mutating func join(
    _ id: SessionID, as member: Member, at now: Int64
  ) -> [Delivery] {
    sessions[id]?.member = member
    guard let user = users[member.user] else { return [] }
    users.update(member.user) { $0.sessions.append(id) }
    guard user.sessions.isEmpty else {
      directory.addDevice(member.name, id, member.dialect, user)
      return greet(id, as: member, at: now)
    }
    directory.add(member.name, id, member.dialect, user)
    userListsChanged(at: now)
    return greet(id, as: member, at: now)
      + tell(
        .message(.presence(member.rosterEntry)), line: LegacyText.joined(member.name.text),
        except: id)
  }

  /// Tells a new client who is there, in its own way.
  private mutating func greet(
    _ id: SessionID, as member: Member, at now: Int64
  ) -> [Delivery] {
    guard member.dialect == .version2 else {
      return firstUserList(to: id, at: now)
    }
    return [
      .send(.message(.welcome(welcome(to: member, at: now))), to: [id]),
      .send(
        .message(.roster(roster(without: member.user), rooms: roomNames(of: member.user))), to: [id]
      ),
    ]
  }

  private func welcome(to member: Member, at now: Int64) -> Welcome {
    Welcome(
      user: member.name.text, server: options.serverName, time: now,
      first: users[member.user]?.first ?? 1, head: users[member.user]?.head ?? 0,
      nextPin: options.nextPin,
      limits: Welcome.Limits(
        frame: Int64(options.frameLimit), rate: options.rate,
        burst: options.rate == nil ? nil : options.burst,
        pingMilliseconds: options.pingMilliseconds))
  }

  private func roster(without user: UserID) -> [RosterEntry] {
    directory.entries.compactMap { sessions[$0.id]?.member }.filter { $0.user != user }
      .map { presence(of: $0) }
  }

  /// The newest of its log that a client of version 2 said it has stored.
  package func since(of id: SessionID) -> Int64? { sessions[id]?.member?.since }

  /// Puts a client's new connection in the place of its old one, a ghost that would block its owner.
  ///
  /// The user has not left: the name stays as it was written first.
  private mutating func replace(
    _ ghost: SessionID, by id: SessionID, as newcomer: Member
  ) -> [Delivery] {
    guard let old = sessions[ghost]?.member, let user = users[newcomer.user] else { return [] }
    let deliveries = farewell(to: ghost, .replaced)
    sessions[ghost]?.isClosing = true
    sessions[ghost]?.member = nil
    sessions[id]?.member = newcomer
    users.update(newcomer.user) { user in
      user.sessions = user.sessions.map { $0 == ghost ? id : $0 }
    }
    directory.addDevice(newcomer.name, id, newcomer.dialect, user)
    directory.removeDevice(newcomer.name, ghost, old.dialect, heir: id)
    let news =
      newcomer.display == old.display
      ? []
      : send(
        .message(.presence(presence(of: newcomer))),
        to: directory.sessions(speaking: .version2, except: id))
    return deliveries + greet(id, as: newcomer, at: user.seen) + news
  }
}
