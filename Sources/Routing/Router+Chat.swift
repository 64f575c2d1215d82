import Framing

extension Router {
  /// Takes a chat to where it is meant for.
  mutating func route(_ chat: Chat, from id: SessionID, at now: Int64) -> [Delivery] {
    guard let sender = sessions[id]?.member else { return [] }
    if let from = chat.from, from != sender.name.text, (try? Name.parse(from)) != sender.name {
      let text = Wording.fromMismatch(sender.name.text)
      return strike(id, .fromMismatch, text, re: chat.cid, at: now)
    }
    if let cid = chat.cid, let given = sender.relayed.acknowledgement(of: cid) {
      return [.send(.message(.acknowledgement(given)), to: [id])]
    }
    if Room.isEveryone(chat.to), sender.dialect != .legacy {
      return say(chat.msg, cid: chat.cid, from: id, at: now)
    }
    guard let recipient = directory.session(named: chat.to) else {
      // The peer may just have gone: that is not a mistake to be counted.
      let text = Wording.noSuchUser(chat.to)
      return [tell(id, .noSuchUser, text, to: chat.to, re: chat.cid)]
    }
    let stamped = stamp(chat.msg, from: sender, at: now)
    return deliver(stamped, to: recipient, from: id)
      + acknowledge(stamped, as: chat.cid, to: id)
  }

  /// Says something to the room `#everyone`.
  mutating func say(
    _ text: String, cid: String? = nil, from id: SessionID, at now: Int64
  ) -> [Delivery] {
    guard let sender = sessions[id]?.member else { return [] }
    var stamped = stamp(text, from: sender, at: now)
    stamped.to = Room.everyone
    var deliveries: [Delivery] = []
    for listener in directory.sessions(speaking: .version2, except: id) {
      deliveries.append(numbered(stamped, for: listener))
    }
    let line = LegacyText.said(by: sender.name.text, text)
    let listeners = directory.sessions(speaking: .legacy, except: id)
    return deliveries + send(.legacy(line), to: listeners)
      + acknowledge(stamped, as: cid, to: id)
  }

  /// A chat with what the router puts in; `to` and `seq` are up to who receives it.
  private mutating func stamp(_ text: String, from sender: Member, at now: Int64) -> Chat {
    Chat(to: "", from: sender.name.text, msg: text, id: messageIDs.next(at: now), ts: now)
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
    chat.seq = sessions[id]?.member?.nextSequence()
    return .send(.message(.chat(chat)), to: [id])
  }

  /// Tells the sender that its message was relayed.
  ///
  /// Without a `cid` it has no ack, and takes no number: the sender would see a gap in its log.
  private mutating func acknowledge(
    _ stamped: Chat, as cid: String?, to id: SessionID
  ) -> [Delivery] {
    guard let cid, dialect(of: id) == .version2, let messageID = stamped.id, let ts = stamped.ts,
      let seq = sessions[id]?.member?.nextSequence()
    else { return [] }
    let acknowledgement = Acknowledgement(cid: cid, id: messageID, seq: seq, ts: ts)
    sessions[id]?.member?.relayed.note(acknowledgement)
    return [.send(.message(.acknowledgement(acknowledgement)), to: [id])]
  }
}
