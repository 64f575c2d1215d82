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
    users known: [User], rooms made: [RoomRecord], lastMessage: MessageID,
    lastRoom: RoomID = .everyone, lastUser: UserID = UserID(rawValue: 0)
  ) {
    users.goOn(after: lastUser)
    rooms.goOn(after: lastRoom)
    for user in known { users.restore(user) }
    for room in made {
      rooms.restore(room)
      for member in room.members { users.update(member) { $0.rooms.append(room.id) } }
    }
    messageIDs.goOn(after: lastMessage)
  }

  /// Whether all between these two is to be in the log, and why not relayed at once.
  func keepsLog(_ user: UserID) -> Bool { users.keepsLog(user) }

  /// Gives a message its id, and its numbers in the logs of those who are to have it.
  ///
  /// - Parameters:
  ///   - posting: The message.
  ///   - now: Milliseconds since 1970.
  ///   - lines: Takes its lines.
  /// - Returns: nil where the mailbox of who it is for is full.
  package mutating func number(
    _ posting: Posting, at now: Int64, into lines: inout [NumberedMessage.Line]
  ) -> NumberedMessage? {
    if case .user(let user) = posting.target, user != posting.sender, isFull(user) { return nil }
    let size = Int64(posting.text.count + Limits.logOverhead)
    let start = lines.count
    // The sender's own only where it can know of the number.
    let isOwnToo = posting.dialect != .version2 || !posting.cid.isEmpty
    if isOwnToo, keepsLog(posting.sender) { addLine(to: posting.sender, size, into: &lines) }
    let own = lines.count > start ? lines[start].seq : nil
    addLines(of: posting, size, into: &lines)
    return NumberedMessage(
      id: messageIDs.next(at: now), posting: posting, lines: start..<lines.count,
      ownSequence: own, size: size)
  }

  /// Numbers a message in the logs of all whom it is for but its sender.
  private mutating func addLines(
    of posting: Posting, _ size: Int64, into lines: inout [NumberedMessage.Line]
  ) {
    switch posting.target {
    case .user(let user):
      if user != posting.sender { addLine(to: user, size, into: &lines) }
    case .room(.everyone):
      for user in users.logKeepers where user != posting.sender {
        addLine(to: user, size, into: &lines)
      }
    case .room(let room):
      for user in rooms[room]?.members ?? [] where user != posting.sender {
        addLine(to: user, size, into: &lines)
      }
    }
  }

  private mutating func addLine(
    to user: UserID, _ size: Int64, into lines: inout [NumberedMessage.Line]
  ) {
    users.update(user) { user in
      user.head += 1
      user.bytes += size
      lines.append(NumberedMessage.Line(user: user.id, seq: user.head))
    }
  }

  /// Takes the numbers back, in the reverse of the order in which they were given.
  package mutating func undo(_ messages: [NumberedMessage], with lines: [NumberedMessage.Line]) {
    for message in messages.reversed() {
      for line in lines[message.lines] {
        users.update(line.user) { user in
          user.head -= 1
          user.bytes -= message.size
        }
      }
    }
  }

  private func isFull(_ id: UserID) -> Bool {
    guard users.isFull(id, messages: options.keptMessages, bytes: options.keptBytes),
      let user = users[id]
    else { return false }
    return user.sessions.isEmpty || user.sessions.contains { dialect(of: $0) == .version2 }
  }

  /// The newest message.
  package var lastMessage: MessageID { messageIDs.last }

  /// Who came since this was asked last and is not kept yet.
  package mutating func takeNewUsers() -> [User] { users.takeNew() }

  /// Of whom something has changed since this was asked last.
  package mutating func takeChangedUsers() -> [User] { users.takeChanged() }

  package var hasChangedUsers: Bool { users.hasChanged }

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
  package func refuse(
    _ posting: Posting, of queue: LogQueue, because code: ErrorCode
  ) -> [Delivery] {
    guard isListening(to: posting.session) else { return [] }
    let text =
      code == .mailboxFull
      ? Wording.mailboxFull(text(of: posting.target)) : Wording.storageUnavailable()
    return [
      tell(
        posting.session, code, text, to: self.text(of: posting.target), re: queue.mark(of: posting))
    ]
  }

  /// The connections of a user.
  package func sessions(of user: UserID) -> [SessionID] { users.sessions(of: user) }

  /// How a user or a room is written.
  package func text(of target: Target) -> String {
    switch target {
    case .user(let user): users.name(of: user)?.text ?? ""
    case .room(let room): rooms.text(of: room) ?? ""
    }
  }

  /// The names of those who are here, as frames have them; see `placesInNames`.
  package var writtenNames: [UInt8] { directory.lines.arena }

  /// Where in `writtenNames` a message's receiver and sender are, with what is before each name and behind it.
  ///
  ///     ,"to":"bob"   ,"from":"alice","msg":
  ///
  /// - Returns: nil where one of them has left.
  package func placesInNames(
    to receiver: SessionID, from sender: SessionID
  ) -> (to: Range<Int>, from: Range<Int>)? {
    guard let to = directory.lines.line(of: receiver), let from = directory.lines.line(of: sender)
    else { return nil }
    return (
      LineTable.to(of: receiver.slot, nameCount: to.nameCount),
      LineTable.from(of: sender.slot, nameCount: from.nameCount)
    )
  }

  /// Whether anybody speaks version 1 or the legacy protocol.
  package var hasOldReaders: Bool { !directory.listReaders.isEmpty }

  /// What clients of version 1 and of the legacy protocol are sent of a message that is in the log.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - text: Its text as a literal of JSON.
  ///   - last: Its last line.
  /// - Returns: What is to be sent, at once.
  package mutating func announce(
    _ message: NumberedMessage, text: Span<UInt8>, last: NumberedMessage.Line?
  ) -> [Delivery] {
    let posting = message.posting
    switch posting.target {
    case .room(.everyone):
      guard !directory.legacy.isEmpty else { return [] }
      let listeners = directory.sessions(speaking: .legacy, except: posting.session)
      guard !listeners.isEmpty else { return [] }
      let sender = self.text(of: .user(posting.sender))
      return [.send(.legacy(LegacyText.said(by: sender, ChatFields.text(of: text))), to: listeners)]
    case .room: return []
    case .user(let user):
      let sessions = users.sessions(of: user)
      guard sessions.contains(where: { speaksOld($0) }) else { return [] }
      let listeners = sessions.filter { speaksOld($0) }
      if let last, last.user == user { wasSent(user, upTo: last.seq, isStored: true) }
      let sender = self.text(of: .user(posting.sender))
      return listeners.flatMap { oldChat(ChatFields.text(of: text), from: sender, to: $0) }
    }
  }

  private func speaksOld(_ id: SessionID) -> Bool {
    directory.lines.line(of: id)?.dialect != .version2
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
    users.wasSent(id, upTo: seq, isStored: isStored)
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
