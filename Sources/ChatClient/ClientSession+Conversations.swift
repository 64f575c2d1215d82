internal import Framing
internal import Storage

extension ClientSession {
  /// The conversation with a peer, begun if there was none.
  package func conversation(with peer: Peer) -> Conversation {
    if let known = conversations[peer] { return known }
    let new = Conversation(with: peer, in: history)
    new.mayHaveOlder = state == .online && facts.speaksVersion2
    new.onUnreadChange = { [unowned self] in onUnreadChange?() }
    new.onOwnChange = { [unowned self, unowned new] in
      newlyRead.insert(new.peer)
      if new.hasNewDraft { newDrafts[new.peer] = newDrafts[new.peer] ?? now() }
    }
    conversations[peer] = new
    if let problem { note(problem, in: new, isError: true) }
    return new
  }

  /// Finds messages in all conversations, the newest first.
  ///
  /// - Parameters:
  ///   - text: Words, the last of them perhaps unfinished.
  ///   - limit: How many are wanted at the most.
  /// - Returns: Where they are.
  package func search(_ text: String, limit: Int) -> [SearchHit] {
    history.search(text, in: nil, limit: limit).map {
      SearchHit(peer: Peer($0.thread.address), item: $0.item)
    }
  }

  /// Asks the router for messages older than those on this computer; the conversation tells what came.
  package func requestOlder(_ peer: Peer) {
    let conversation = conversation(with: peer)
    guard state == .online, facts.speaksVersion2, conversation.mayHaveOlder else {
      conversation.onOlderEnd?()
      return
    }
    guard facts.asksOlder.insert(peer).inserted else { return }
    askOlder(peer, before: history.oldestSeq(in: conversation.thread))
  }

  private func askOlder(_ peer: Peer, before seq: Int64?) {
    write(
      .history(
        HistoryRequest(
          peer: peer.address, before: seq, limit: Int64(Limits.historyItemsUsual))))
  }

  func receive(_ page: HistoryPage) {
    let peer = Peer(page.peer)
    guard facts.asksOlder.remove(peer) != nil else { return }
    let conversation = conversation(with: peer)
    // The newest first: each goes before the one that came before it.
    let taken = page.items.reversed().filter { takeOlder($0, in: conversation) }
    conversation.mayHaveOlder = page.more
    if !taken.isEmpty {
      conversation.onRearrange?()
    } else if page.more, let oldest = page.items.compactMap(\.seq).min() {
      facts.asksOlder.insert(peer)
      askOlder(peer, before: oldest)
    } else {
      conversation.mayHaveOlder = false
      conversation.onOlderEnd?()
    }
  }

  private func takeOlder(_ chat: Chat, in conversation: Conversation) -> Bool {
    guard let from = chat.from, Contact.isUsable(from), let origin = MessageOrigin(chat) else {
      return false
    }
    // One's own that waits here to be acknowledged is here already.
    if let cid = chat.cid, history.has(cid: cid) { return false }
    let author = Peer(from) == Peer(name) ? nil : Peer(from).title
    return history.takeOlder(chat.msg, by: author, in: conversation.thread, origin: origin)
  }

  /// The router has nothing older of a peer, or does not answer any more.
  func endAskingOlder(_ peer: Peer) {
    facts.asksOlder.remove(peer)
    conversations[peer]?.mayHaveOlder = false
    conversations[peer]?.onOlderEnd?()
  }

  // MARK: Notes

  func note(_ text: String, in conversation: Conversation, isError: Bool) {
    conversation.tell(Note(text: text, isError: isError, time: now()))
  }

  func noteEverywhere(_ text: String, isError: Bool) {
    for conversation in conversations.values where conversation.isOpen {
      note(text, in: conversation, isError: isError)
    }
  }

  /// Says in every open conversation that the connection is lost.
  func noteConnectionLost() {
    for conversation in conversations.values where conversation.isOpen {
      conversation.wasCutOff = true
      note(ClientWording.connectionLost, in: conversation, isError: true)
    }
  }
}

extension MessageOrigin {
  /// What the router of version 2 calls a message; nil where it stamped none.
  init?(_ chat: Chat) {
    guard let id = chat.id, let time = chat.ts else { return nil }
    self.init(id: id, seq: chat.seq, time: time)
  }
}
