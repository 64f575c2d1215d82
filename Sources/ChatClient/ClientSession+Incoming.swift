internal import Framing

extension ClientSession {
  func receive(users: [String]) {
    let people = users.map { Person(name: $0, state: .online) }
    tell(roster.replace(with: others(among: people), hasEveryone: false))
    goOnline()
  }

  func receive(roster entries: [RosterEntry], rooms: [String]) {
    let people = entries.map { Person(name: $0.user, state: $0.state, text: $0.text) }
    let joined = rooms.filter(Contact.isUsable).map { Peer($0) }
    tell(roster.replace(with: others(among: people), hasEveryone: joined.contains(.everyone)))
    change(rooms: joined)
  }

  func receive(presence entry: RosterEntry) {
    guard Contact.isUsable(entry.user), Peer(entry.user) != Peer(name) else { return }
    if entry.state != .offline { requestKeysAgain(of: Peer(entry.user)) }
    if roster.update(Person(name: entry.user, state: entry.state, text: entry.text)) {
      tell(Peer(entry.user), isHere: entry.state != .offline)
    }
  }

  func receive(_ error: ErrorMessage) {
    if error.code == .rateLimited, error.re == nil, error.isFatal != true {
      noteDelay()
    } else if state == .registering {
      onRefused?(error)
    } else if refusesLinkCode(error) || refusesKeys(error) {
      return
    } else if let cid = error.re, let sent = outbox.first(where: { $0.cid == cid }) {
      refused(sent, because: error)
    } else if let peer = peerMeant(by: error), facts.asksOlder.contains(peer), error.re == nil {
      endAskingOlder(peer)
    } else if error.code == .noSuchUser, let sent = takeUnconfirmed(after: error) {
      returned(sent, because: error)
    } else if let peer = peerMeant(by: error) {
      note(ClientWording.routerSaid(error), in: conversation(with: peer), isError: true)
    } else {
      onNotice?(ClientWording.routerSaid(error))
    }
  }

  private func peerMeant(by error: ErrorMessage) -> Peer? {
    guard let to = error.to, Contact.isUsable(to) else {
      return facts.speaksVersion2 ? nil : facts.lastSpokenTo
    }
    return Peer(to)
  }

  /// The router takes what is sent, but later: no error, and said once for each connection.
  private func noteDelay() {
    guard !facts.wasToldOfDelay, let peer = facts.lastSpokenTo else { return }
    facts.wasToldOfDelay = true
    note(ClientWording.sentSlowly, in: conversation(with: peer), isError: false)
  }

  /// What the error of a version 1 router is about, which names no message but at most a peer.
  ///
  /// Only what went wrong is answered, in the order of sending, and a peer that has gone stays gone for
  /// the rest: the messages that came back are the latest ones.
  private func takeUnconfirmed(after error: ErrorMessage) -> Outgoing? {
    let peer = peerMeant(by: error)
    return facts.unconfirmed.lastIndex { $0.peer == peer }.map { facts.unconfirmed.remove(at: $0) }
  }

  func goOnline() {
    guard state == .registering else { return }
    token = nil
    change(to: .online)
    newlyRead.formUnion(conversations.keys)
    requestKeysOfOpenConversations()
    if let away { write(.away(away.isEmpty ? nil : away)) }
    for conversation in conversations.values {
      conversation.mayHaveOlder = facts.speaksVersion2
      guard conversation.wasCutOff else { continue }
      conversation.wasCutOff = false
      note(ClientWording.connectedAgain, in: conversation, isError: false)
    }
  }

  private func others(among people: [Person]) -> [Person] {
    people.filter { Contact.isUsable($0.name) && Peer($0.name) != Peer(name) }
  }

  private func tell(_ change: (came: [Peer], left: [Peer])) {
    // The list after a sign-in is no news of anybody.
    guard state == .online, facts.hasWholeRoster else {
      facts.hasWholeRoster = true
      return
    }
    for peer in change.left { tell(peer, isHere: false) }
    for peer in change.came { tell(peer, isHere: true) }
  }

  private func tell(_ peer: Peer, isHere: Bool) {
    let text = isHere ? ClientWording.joined(peer) : ClientWording.left(peer)
    if let own = conversations[peer] { note(text, in: own, isError: false) }
    if let everyone = conversations[.everyone], everyone.isOpen {
      note(text, in: everyone, isError: false)
    }
  }
}
