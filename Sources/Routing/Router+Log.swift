package import Framing

/// How messages get into the log, and what is answered then.
///
///     receive, relay    judge a message and put it into `queue`
///     the daemon        at the end of the wake-up: looks whether it was there before, has the others numbered, writes
///                       all in one transaction
///     number            gives a message its id and its lines
///     announce          after the commit: what version 1 and legacy clients are sent
///     undo              where it failed: the numbers are free again, the senders are told
///
/// Clients of version 2 are sent their log line by line, by the daemon.
extension Router {
  /// Takes in who is known, and the rooms, before anything else.
  package mutating func restore(
    users known: [User], rooms made: [RoomRecord], lastMessage: MessageID
  ) {
    for user in known { users.restore(user) }
    for room in made {
      rooms.restore(room)
      for member in room.members { users.update(member) { $0.rooms.append(room.id) } }
    }
    messageIDs.goOn(after: lastMessage)
  }

  /// Whether all between these two is to be in the log, and why not relayed at once.
  func keepsLog(_ user: UserID) -> Bool { users[user]?.keepsLog ?? false }

  /// Gives a message its id, and its numbers in the logs of those who are to have it.
  ///
  /// - Returns: nil where the mailbox of who it is for is full.
  package mutating func number(
    _ posting: Posting, at now: Int64
  ) -> NumberedMessage? {
    let size = Int64(posting.text.count + Limits.logOverhead)
    let receivers = receivers(of: posting)
    if case .user(let user) = posting.target, user != posting.sender, isFull(user) { return nil }
    var lines: [NumberedMessage.Line] = []
    lines.reserveCapacity(receivers.count)
    for user in receivers {
      users.update(user) { user in
        user.head += 1
        user.bytes += size
        lines.append(NumberedMessage.Line(user: user.id, seq: user.head))
      }
    }
    return NumberedMessage(
      id: messageIDs.next(at: now), posting: posting, lines: lines, size: size)
  }

  /// Takes the numbers back, in the reverse of the order in which they were given.
  package mutating func undo(_ messages: [NumberedMessage]) {
    for message in messages.reversed() {
      for line in message.lines {
        users.update(line.user) { user in
          user.head -= 1
          user.bytes -= message.size
        }
      }
    }
  }

  /// Whose logs a message is a line of; its sender's only where the sender can know of the number.
  private func receivers(of posting: Posting) -> [UserID] {
    let isOwnToo = keepsLog(posting.sender) && (posting.cid != nil || posting.dialect != .version2)
    var all: [UserID] = isOwnToo ? [posting.sender] : []
    switch posting.target {
    case .user(let user): if user != posting.sender { all.append(user) }
    case .room(.everyone): all += users.logKeepers.filter { $0 != posting.sender }
    case .room(let room):
      all += (rooms[room]?.members ?? []).filter { $0 != posting.sender }
    }
    return all
  }

  private func isFull(_ id: UserID) -> Bool {
    guard let user = users[id], user.waiting > 0 else { return false }
    let onlyOld = !user.sessions.isEmpty && !user.sessions.contains { dialect(of: $0) == .version2 }
    guard !onlyOld else { return false }
    return user.waiting >= options.keptMessages
      || (user.bytes >= options.keptBytes && user.first > max(user.sent, user.acked))
  }

  /// The newest message.
  package var lastMessage: MessageID { messageIDs.last }

  /// Who came since this was asked last and is not kept yet.
  package mutating func takeNewUsers() -> [User] { users.takeNew() }

  /// Of whom something has changed since this was asked last.
  package mutating func takeChangedUsers() -> [User] { users.takeChanged() }

  package var hasChangedUsers: Bool { !users.changed.isEmpty }

  /// What was taken could not be kept.
  package mutating func putBack(_ changed: [User]) { users.putBack(changed) }

  // MARK: What is told

  /// Tells a client that asks about somebody whom nobody knows.
  package func refuseUnknown(_ peer: String, to id: SessionID) -> [Delivery] {
    [tell(id, .noSuchUser, Wording.unknownUser(peer), to: peer)]
  }

  package func refuseUnavailable(_ peer: String, to id: SessionID) -> [Delivery] {
    [tell(id, .storageUnavailable, Wording.unreadable(), to: peer)]
  }

  /// Tells a sender why its message was not taken.
  package func refuse(_ posting: Posting, because code: ErrorCode) -> [Delivery] {
    guard isListening(to: posting.session) else { return [] }
    let text =
      code == .mailboxFull
      ? Wording.mailboxFull(text(of: posting.target)) : Wording.storageUnavailable()
    return [tell(posting.session, code, text, to: self.text(of: posting.target), re: posting.re)]
  }

  /// How a user or a room is written.
  package func text(of target: Target) -> String {
    switch target {
    case .user(let user): users[user]?.name.text ?? ""
    case .room(let room): rooms.text(of: room) ?? ""
    }
  }

  /// What clients of version 1 and of the legacy protocol are sent of a message that is in the log.
  package mutating func announce(
    _ message: NumberedMessage, text: Span<UInt8>
  ) -> [Delivery] {
    let sender = self.text(of: .user(message.posting.sender))
    switch message.posting.target {
    case .room(.everyone):
      let listeners = directory.sessions(speaking: .legacy, except: message.posting.session)
      guard !listeners.isEmpty else { return [] }
      return [.send(.legacy(LegacyText.said(by: sender, ChatFields.text(of: text))), to: listeners)]
    case .room: return []
    case .user(let user):
      let listeners = (users[user]?.sessions ?? []).filter { dialect(of: $0) != .version2 }
      guard !listeners.isEmpty else { return [] }
      if let line = message.lines.last(where: { $0.user == user }) {
        wasSent(user, upTo: line.seq, isStored: true)
      }
      return listeners.flatMap { oldChat(ChatFields.text(of: text), from: sender, to: $0) }
    }
  }

  func oldChat(_ text: String, from sender: String, to id: SessionID) -> [Delivery] {
    guard let member = sessions[id]?.member else { return [] }
    guard member.dialect == .version1 else {
      return [.send(.legacy(LegacyText.whispered(by: sender, text)), to: [id])]
    }
    let chat = Chat(to: member.name.text, from: sender, msg: text)
    return [.send(.message(.chat(chat)), to: [id])]
  }

  /// What waits for a client of version 1 that has just registered, with the time at which it was said.
  package mutating func replay(
    _ text: String, from sender: UserID, seq: Int64, to id: SessionID
  ) -> [Delivery] {
    guard let user = sessions[id]?.member?.user else { return [] }
    wasSent(user, upTo: seq, isStored: true)
    return oldChat(text, from: self.text(of: .user(sender)), to: id)
  }

  // MARK: How far a user's log has got

  /// Takes note of what a user was sent; `isStored` where a device has it on its disk.
  ///
  /// - Returns: What of it is new: the numbers that were not stored before.
  @discardableResult
  package mutating func wasSent(
    _ id: UserID, upTo seq: Int64, isStored: Bool
  ) -> ClosedRange<Int64>? {
    guard let user = users[id] else { return nil }
    let seq = min(seq, user.head)
    if seq > user.sent { users.change(id) { $0.sent = seq } }
    guard isStored, seq > user.acked else { return nil }
    users.change(id) { $0.acked = seq }
    return user.acked + 1...seq
  }

  /// Takes note that the oldest of a user's lines are gone.
  package mutating func pruned(_ id: UserID, first: Int64, bytes: Int64) {
    users.update(id) { user in
      user.first = first
      user.bytes -= bytes
    }
  }

  package mutating func forget(_ id: UserID) {
    guard users[id]?.sessions.isEmpty ?? false else { return }
    users.forget(id)
  }
}
