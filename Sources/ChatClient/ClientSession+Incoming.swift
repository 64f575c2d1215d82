internal import Framing

extension ClientSession {
  func receive(_ welcome: Welcome) {
    speaksVersion2 = true
    frameLimit = Int(clamping: welcome.limits.frame)
    goOnline()
  }

  func receive(users: [String]) {
    let people = users.map { Person(name: $0, state: .online) }
    tell(roster.replace(with: others(among: people), hasEveryone: false))
    goOnline()
  }

  func receive(roster entries: [RosterEntry], rooms: [String]) {
    let people = entries.map { Person(name: $0.user, state: $0.state) }
    let hasEveryone = rooms.contains(Peer.everyoneAddress)
    tell(roster.replace(with: others(among: people), hasEveryone: hasEveryone))
  }

  func receive(presence entry: RosterEntry) {
    guard Contact.isUsable(entry.user), Peer(entry.user) != Peer(name) else { return }
    if roster.update(Person(name: entry.user, state: entry.state)) {
      tell(Peer(entry.user), isHere: entry.state != .offline)
    }
  }

  func receive(_ chat: Chat) {
    guard let from = chat.from else { return }
    guard Contact.isUsable(from), Contact.isUsable(chat.to) else {
      onNotice?(ClientWording.unusableName)
      return
    }
    let time = chat.ts ?? now()
    let isOwn = Peer(from) == Peer(name)
    let isToEveryone = chat.to == Peer.everyoneAddress
    // One's own words come from another of one's devices, or from oneself as the peer.
    let conversation = conversation(with: Peer(isToEveryone || isOwn ? chat.to : from))
    let kind: Conversation.Line.Kind = isOwn ? .own : .peer(name: Peer(from).title)
    conversation.append(.init(kind: kind, text: chat.msg, time: time))
    if !isOwn { onMessage?(conversation) }
  }

  func receive(_ error: ErrorMessage) {
    if error.code == .rateLimited, error.re == nil, error.isFatal != true {
      noteDelay()
    } else if state == .registering {
      onRefused?(error)
    } else if let cid = error.re, let sent = unacknowledged.removeValue(forKey: cid) {
      returned(sent.text, to: sent.peer, because: error)
    } else if error.code == .noSuchUser, let sent = takeUnconfirmed(after: error) {
      returned(sent.text, to: sent.peer, because: error)
    } else if let peer = peerMeant(by: error) {
      note(ClientWording.routerSaid(error), in: conversation(with: peer), kind: .error)
    } else {
      onNotice?(ClientWording.routerSaid(error))
    }
  }

  private func peerMeant(by error: ErrorMessage) -> Peer? {
    guard let to = error.to, Contact.isUsable(to) else { return lastAddressed }
    return Peer(to)
  }

  /// The router takes what is sent, but later: no error, and said once for each connection.
  private func noteDelay() {
    guard !wasToldOfDelay, let peer = lastSpokenTo else { return }
    wasToldOfDelay = true
    note(ClientWording.sentSlowly, in: conversation(with: peer), kind: .notice)
  }

  /// What the error of a version 1 router is about, which names no message but at most a peer.
  ///
  /// Only what went wrong is answered, in the order of sending, and a peer that has gone stays gone for
  /// the rest: the messages that came back are the latest ones.
  private func takeUnconfirmed(after error: ErrorMessage) -> (peer: Peer, text: String)? {
    let peer = peerMeant(by: error)
    return unconfirmed.lastIndex { $0.peer == peer }.map { unconfirmed.remove(at: $0) }
  }

  private func returned(_ text: String, to peer: Peer, because error: ErrorMessage) {
    let conversation = conversation(with: peer)
    let lost = conversation.giveBack(text) ? nil : text
    note(ClientWording.notDelivered(to: peer, error, lost: lost), in: conversation, kind: .error)
  }

  private func goOnline() {
    guard state == .registering else { return }
    change(to: .online)
    for conversation in conversations.values where conversation.wasCutOff {
      conversation.wasCutOff = false
      note(ClientWording.connectedAgain, in: conversation, kind: .notice)
    }
  }

  private func others(among people: [Person]) -> [Person] {
    people.filter { Contact.isUsable($0.name) && Peer($0.name) != Peer(name) }
  }

  private func tell(_ change: (came: [Peer], left: [Peer])) {
    // The list after a sign-in is no news of anybody.
    guard state == .online, hasWholeRoster else {
      hasWholeRoster = true
      return
    }
    for peer in change.left { tell(peer, isHere: false) }
    for peer in change.came { tell(peer, isHere: true) }
  }

  private func tell(_ peer: Peer, isHere: Bool) {
    let text = isHere ? ClientWording.joined(peer) : ClientWording.left(peer)
    if let own = conversations[peer] { note(text, in: own, kind: .notice) }
    if let everyone = conversations[.everyone], everyone.isOpen {
      note(text, in: everyone, kind: .notice)
    }
  }

  /// What was sent and never acked may have arrived or not: says so where it was said.
  func noteUnacknowledged() {
    // In the order of sending: the numbers at their ends have one digit, then two.
    let inOrder = unacknowledged.sorted {
      ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key)
    }
    for (_, sent) in inOrder {
      note(
        ClientWording.mayNotHaveArrived(sent.text), in: conversation(with: sent.peer), kind: .error)
    }
    unacknowledged = [:]
  }

  /// Says in every open conversation that the connection is lost.
  func noteConnectionLost() {
    for conversation in conversations.values where conversation.isOpen {
      conversation.wasCutOff = true
      note(ClientWording.connectionLost, in: conversation, kind: .error)
    }
  }

  func note(_ text: String, in conversation: Conversation, kind: Conversation.Line.Kind) {
    conversation.append(.init(kind: kind, text: text, time: now()))
  }
}
