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
    let member = Member(
      name: name, dialect: dialect, device: registration.device, display: registration.display)
    guard let holder = directory[name] else { return join(id, as: member, at: now) }
    guard isSameDevice(holder, member) else {
      let text = Wording.nameTaken(name.text)
      return close(id, .nameTaken, error: .nameTaken, text, at: now)
    }
    return replace(holder, by: id, as: member, at: now)
  }

  private mutating func join(
    _ id: SessionID, as member: Member, at now: Int64
  ) -> [Delivery] {
    sessions[id]?.member = member
    directory.add(member.name, id, member.dialect)
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
      .send(.message(.roster(roster(for: id), rooms: [Room.everyone])), to: [id]),
    ]
  }

  /// The welcome of a member, whose log holds nothing yet that could be asked for.
  private func welcome(to member: Member, at now: Int64) -> Welcome {
    Welcome(
      user: member.name.text, server: options.serverName, time: now, first: member.head + 1,
      head: member.head, nextPin: options.nextPin,
      limits: Welcome.Limits(
        frame: Int64(options.frameLimit), rate: options.rate,
        burst: options.rate == nil ? nil : options.burst,
        pingMilliseconds: options.pingMilliseconds))
  }

  private func roster(for id: SessionID) -> [RosterEntry] {
    directory.entries.lazy.filter { $0.id != id }.compactMap { entry in
      sessions[entry.id]?.member?.rosterEntry
    }
  }

  /// Whether the holder of a name is an old connection of the very client that wants it again.
  ///
  /// Without an identity key another device cannot be told from somebody else.
  private func isSameDevice(_ holder: SessionID, _ member: Member) -> Bool {
    guard let device = member.device else { return false }
    return sessions[holder]?.member?.device == device
  }

  /// Puts a client's new connection in the place of its old one, a ghost that would block its owner.
  ///
  /// The user has not left: the name stays as it was written first, and the log goes on.
  private mutating func replace(
    _ ghost: SessionID, by id: SessionID, as newcomer: Member, at now: Int64
  ) -> [Delivery] {
    guard let old = sessions[ghost]?.member else { return [] }
    let deliveries = farewell(to: ghost, .replaced)
    sessions[ghost]?.isClosing = true
    sessions[ghost]?.member = nil
    var member = old
    member.display = newcomer.display
    sessions[id]?.member = member
    directory.hand(member.name, to: id)
    let news =
      member.display == old.display
      ? []
      : send(
        .message(.presence(member.rosterEntry)),
        to: directory.sessions(speaking: .version2, except: id))
    return deliveries + greet(id, as: member, at: now) + news
  }
}
