internal import Framing
internal import Storage

/// The log of the router: its numbers have no gaps, and each is taken once.
extension ClientSession {
  func receive(_ welcome: Welcome) {
    facts.speaksVersion2 = true
    facts.frameLimit = Int(clamping: welcome.limits.frame)
    facts.first = welcome.first
    onNextPin?(welcome.nextPin)
    let isNewHere = history.log.server.isEmpty
    if history.meet(server: welcome.server, head: welcome.head) {
      if isNewHere { facts.oldNewsUntil = welcome.head }
      skipWhatIsGone(before: welcome.first)
    } else {
      noteLostRouter()
      // What it has was asked for after a number of its old log.
      if welcome.head >= welcome.first { return fallBehind() }
      skipWhatIsGone(before: welcome.first)
    }
    facts.acknowledged = history.storedCursor
    goOnline()
  }

  func receive(_ chat: Chat) {
    guard let from = chat.from else { return }
    guard Contact.isUsable(from), Contact.isUsable(chat.to) else {
      onNotice?(ClientWording.unusableName)
      _ = take(seq: chat.seq)
      return
    }
    guard take(seq: chat.seq) else { return }
    if Peer(from) == Peer(name), let cid = chat.cid, acknowledge(cid, MessageOrigin(chat)) {
      return
    }
    append(chat, from: from)
  }

  private func append(_ chat: Chat, from: String) {
    let isOwn = Peer(from) == Peer(name)
    let to = Peer(chat.to)
    // One's own words come from another of one's devices, or from oneself as the peer.
    let conversation = conversation(with: to.isRoom || isOwn ? to : Peer(from))
    let item = history.take(
      chat.msg, by: isOwn ? nil : Peer(from).title, in: conversation.thread,
      at: chat.ts ?? now(), origin: facts.speaksVersion2 ? MessageOrigin(chat) : nil)
    guard let item else { return }
    stopTyping(from, in: conversation)
    conversation.onAppend?(item)
    onUnreadChange?()
    let isOldNews = (chat.seq ?? .max) <= facts.oldNewsUntil
    if !isOwn, !isOldNews { onMessage?(conversation) }
  }

  func receive(_ ack: Acknowledgement) {
    guard !facts.isBehind else { return }
    fill(ack.seq)
    _ = acknowledge(ack.cid, MessageOrigin(id: ack.id, seq: ack.seq, time: ack.ts))
  }

  /// The router has one's own message.
  ///
  /// - Returns: Whether it is one of this computer's.
  private func acknowledge(_ cid: String, _ origin: MessageOrigin?) -> Bool {
    guard history.has(cid: cid) else { return false }
    if facts.inFlight == cid { facts.inFlight = nil }
    outbox.removeAll { $0.cid == cid }
    guard let origin, let taken = history.acknowledge(cid: cid, origin: origin) else { return true }
    let conversation = conversation(with: Peer(taken.thread.address))
    if taken.hasMoved {
      conversation.onRearrange?()
    } else {
      conversation.onChange?(taken.item)
    }
    return true
  }

  func receive(_ receipt: Receipt) {
    let isOwn = Peer(receipt.by) == Peer(name)
    guard let conversation = conversations[Peer(receipt.peer ?? receipt.by)] else { return }
    let thread = conversation.thread
    if isOwn {
      guard receipt.state == .read, history.markRead(thread, upTo: receipt.id) else { return }
      onUnreadChange?()
    } else if history.receive(
      receipt.state == .read ? .read : .delivered, upTo: receipt.id, in: thread)
    {
      conversation.onDelivery?()
    }
  }

  // MARK: Numbers

  /// Takes a number of the log.
  ///
  /// - Parameter seq: The number; nil from a router of version 1, which has none.
  /// - Returns: Whether what has it is to be taken; not where it was before, or where one is missing.
  private func take(seq: Int64?) -> Bool {
    guard facts.speaksVersion2, let seq else { return true }
    guard !facts.isBehind, seq > history.log.cursor, !facts.takenAhead.contains(seq) else {
      return false
    }
    if seq > history.log.cursor + 1, !isMissingForGood {
      fallBehind()
      return false
    }
    advance(to: seq)
    return true
  }

  /// Takes the number of one's own message, which may come before lower ones.
  private func fill(_ seq: Int64) {
    guard seq > history.log.cursor else { return }
    if seq == history.log.cursor + 1 {
      advance(to: seq)
    } else {
      facts.takenAhead.insert(seq)
    }
  }

  private func advance(to seq: Int64) {
    history.advance(to: seq)
    while facts.takenAhead.remove(history.log.cursor + 1) != nil {
      history.advance(to: history.log.cursor + 1)
    }
  }

  /// Whether the router was asked again already for what comes after the cursor, and left it out again.
  private var isMissingForGood: Bool { lastGap == history.log.cursor }

  /// Something is missing: the router sends it again on a new connection.
  private func fallBehind() {
    lastGap = history.log.cursor
    facts.isBehind = true
    onBehind?()
  }

  /// What the router has thrown away was lost where this computer did not see it.
  private func skipWhatIsGone(before first: Int64) {
    let cursor = history.log.cursor
    guard cursor < first - 1 else { return }
    if cursor > 0 { onNotice?(ClientWording.tooOld) }
    history.advance(to: first - 1)
  }

  private func noteLostRouter() {
    onNotice?(ClientWording.routerLostItsLog)
    noteEverywhere(ClientWording.routerLostItsLog, isError: false)
  }
}
