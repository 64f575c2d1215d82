import Framing

extension Router {
  /// Takes a chat to where it is meant for.
  mutating func route(_ chat: Chat, from id: SessionID, at now: Int64) -> [Delivery] {
    guard let sender = sessions[id]?.member else { return [] }
    if let from = chat.from, from != sender.name.text, (try? Name.parse(from)) != sender.name {
      let text = Wording.fromMismatch(sender.name.text)
      return strike(id, .fromMismatch, text, re: chat.cid, at: now)
    }
    if let cid = chat.cid, let given = sender.relayed.acknowledged(Array(cid.utf8).span) {
      return [.send(.message(.acknowledgement(given.acknowledgement(of: cid))), to: [id])]
    }
    if Room.isEveryone(chat.to), sender.dialect != .legacy {
      return say(chat.msg, cid: chat.cid, from: id, at: now)
    }
    guard let recipient = directory.session(named: chat.to) else {
      // The peer may just have gone: that is not a mistake to be counted.
      let text = Wording.noSuchUser(chat.to)
      return [tell(id, .noSuchUser, text, to: chat.to, re: chat.cid)]
    }
    let (stamped, messageID) = stamp(chat.msg, from: sender, at: now)
    return deliver(stamped, to: recipient, from: id)
      + acknowledge(messageID, as: chat.cid, to: id, at: now)
  }

  /// Says something to the room `#everyone`.
  mutating func say(
    _ text: String, cid: String? = nil, from id: SessionID, at now: Int64
  ) -> [Delivery] {
    guard let sender = sessions[id]?.member else { return [] }
    var (stamped, messageID) = stamp(text, from: sender, at: now)
    stamped.to = Room.everyone
    var deliveries: [Delivery] = []
    for listener in directory.sessions(speaking: .version2, except: id) {
      deliveries.append(numbered(stamped, for: listener))
    }
    let line = LegacyText.said(by: sender.name.text, text)
    let listeners = directory.sessions(speaking: .legacy, except: id)
    return deliveries + send(.legacy(line), to: listeners)
      + acknowledge(messageID, as: cid, to: id, at: now)
  }

  /// A chat with what the router puts in; `to` and `seq` are up to who receives it.
  private mutating func stamp(
    _ text: String, from sender: Member, at now: Int64
  ) -> (Chat, MessageID) {
    let id = messageIDs.next(at: now)
    return (Chat(to: "", from: sender.name.text, msg: text, id: id.text, ts: now), id)
  }

  /// Delivers a private message in the recipient's dialect.
  private mutating func deliver(
    _ stamped: Chat, to recipient: SessionID, from id: SessionID
  ) -> [Delivery] {
    guard let member = sessions[recipient]?.member else { return [] }
    let sender = stamped.from ?? ""
    switch member.dialect {
    case .version1:
      let chat = Chat(to: member.name.text, from: sender, msg: stamped.msg)
      return [.send(.message(.chat(chat)), to: [recipient])]
    case .version2:
      // What one writes to oneself is in the log by its ack.
      guard recipient != id else { return [] }
      var chat = stamped
      chat.to = member.name.text
      return [numbered(chat, for: recipient)]
    case .legacy:
      let line = LegacyText.whispered(by: sender, stamped.msg)
      return [.send(.legacy(line), to: [recipient])]
    }
  }

  /// Puts a chat into a user's log, which for now only counts, and sends it.
  private mutating func numbered(_ stamped: Chat, for id: SessionID) -> Delivery {
    var chat = stamped
    chat.seq = sessions.nextSequence(of: id)
    return .send(.message(.chat(chat)), to: [id])
  }

  /// Tells the sender that its message was relayed.
  ///
  /// Without a `cid` it has no ack, and takes no number: the sender would see a gap in its log.
  private mutating func acknowledge(
    _ messageID: MessageID, as cid: String?, to id: SessionID, at now: Int64
  ) -> [Delivery] {
    guard let cid, dialect(of: id) == .version2, let seq = sessions.nextSequence(of: id) else {
      return []
    }
    let acknowledged = Acknowledged(id: messageID, seq: seq, ts: now)
    sessions.note(acknowledged, cid: Array(cid.utf8).span, of: id)
    return [.send(.message(.acknowledgement(acknowledged.acknowledgement(of: cid))), to: [id])]
  }
}
