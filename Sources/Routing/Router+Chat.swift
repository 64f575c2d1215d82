import Framing

extension Router {
  /// Takes a chat to where it is meant for: into the log, or between older clients straight there.
  mutating func route(_ chat: Chat, from id: SessionID, at now: Int64) -> [Delivery] {
    guard let sender = sessions[id]?.member else { return [] }
    guard !isHeld(id) else { return refuseHeld(chat, from: id) }
    if let from = chat.from, from != sender.name.text, (try? Name.parse(from)) != sender.name {
      let text = Wording.fromMismatch(sender.name.text)
      return strike(id, .fromMismatch, text, re: chat.cid, at: now)
    }
    // A whisper to a room is none: legacy clients say things to everybody, or to a person.
    guard let target = target(named: chat.to), sender.dialect != .legacy || !isRoom(target) else {
      // The peer may just have gone: that is not a mistake to be counted.
      return [tell(id, .noSuchUser, Wording.noSuchUser(chat.to), to: chat.to, re: chat.cid)]
    }
    switch target {
    case .room(.everyone): return say(chat.msg, cid: chat.cid, from: id, at: now)
    case .room(let room) where !isMember(sender.user, of: room):
      return [tell(id, .forbidden, Wording.notInRoom(chat.to), to: chat.to, re: chat.cid)]
    case .room: post(chat.msg, to: target, cid: chat.cid, from: id, sender)
    case .user(let user):
      guard mustKeep(sender.user, user) else {
        return deliver(chat.msg, to: user, from: sender, at: now)
      }
      post(chat.msg, to: target, cid: chat.cid, from: id, sender)
    }
    return []
  }

  /// Says something to the room `#everyone`.
  mutating func say(
    _ text: String, cid: String? = nil, from id: SessionID, at now: Int64
  ) -> [Delivery] {
    guard let sender = sessions[id]?.member else { return [] }
    guard users.logKeepers.isEmpty else {
      post(text, to: .room(.everyone), cid: cid, from: id, sender)
      return []
    }
    _ = messageIDs.next(at: now)
    let line = LegacyText.said(by: sender.name.text, text)
    return send(.legacy(line), to: directory.sessions(speaking: .legacy, except: id))
  }

  private func isRoom(_ target: Target) -> Bool { target.rawValue < 0 }

  /// Whether what one says to the other goes into the log, and isn't only relayed.
  ///
  /// Between those who never spoke version 2 it does only where the other is not here.
  private func mustKeep(_ sender: UserID, _ recipient: UserID) -> Bool {
    keepsLog(sender) || keepsLog(recipient) || users[recipient]?.sessions.isEmpty ?? true
  }

  private mutating func post(
    _ text: String, to target: Target, cid: String?, from id: SessionID, _ sender: Member
  ) {
    let mark = cid.map { ChatFields.literal(of: $0) } ?? []
    post(
      ChatFields.literal(of: text).span, to: target, cid: mark.span, from: id, sender.user,
      sender.dialect)
  }

  /// Puts a message into the queue of what is to be logged; only version 2 has marks.
  mutating func post(
    _ literal: Span<UInt8>, to target: Target, cid: Span<UInt8>, from id: SessionID,
    _ sender: UserID, _ dialect: Dialect
  ) {
    let text = queue.append(literal)
    let mark = dialect == .version2 ? queue.append(cid) : 0..<0
    queue.items.append(
      .posting(
        Posting(
          session: id, sender: sender, target: target, cid: mark, text: text, dialect: dialect)))
  }

  /// Delivers a private message between clients of which none ever spoke version 2.
  private mutating func deliver(
    _ text: String, to user: UserID, from sender: Member, at now: Int64
  ) -> [Delivery] {
    _ = messageIDs.next(at: now)
    return (users[user]?.sessions ?? []).flatMap { oldChat(text, from: sender.name.text, to: $0) }
  }
}
