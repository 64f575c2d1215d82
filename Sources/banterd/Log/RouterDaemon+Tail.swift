internal import Framing
internal import Logging
internal import Routing
internal import Storage
internal import Transport

/// Clients of version 2 read their user's log from their cursor on, line by line.
///
/// A line that has just been written goes out at once to who has all before it. Who hasn't, for it was away or
/// reads slowly, is given pages as its queue empties: what waits for it is on the disk and not in memory.
extension RouterDaemon {
  private static let page = 128

  /// Sends a message that has been written to those who tail the logs in which it is, and the ack to its sender.
  func announce(
    _ message: NumberedMessage, with lines: [NumberedMessage.Line], of queue: LogQueue
  ) {
    let posting = message.posting
    if let seq = message.ownSequence { acknowledge(posting, of: queue, message.id, seq: seq) }
    var frame = LogFrame()
    swap(&frame, &logFrame)
    frame.forgetText()
    for index in message.lines {
      send(lines[index], of: message, queue, &frame)
    }
    swap(&frame, &logFrame)
    let text = queue.bytes.span.extracting(posting.text)
    let last = message.lines.last.map { lines[$0] }
    deliver(router.announce(message, text: text, last: last))
  }

  private func send(
    _ line: NumberedMessage.Line, of message: NumberedMessage, _ queue: LogQueue,
    _ frame: inout LogFrame
  ) {
    let posting = message.posting
    let isOwn = line.user == posting.sender
    for id in router.sessions(of: line.user) where !isOwn || isSent(posting, to: id) {
      guard let peer = peer(id), peer.dialect == .version2 else { continue }
      guard mayTake(line.seq, peer) else {
        pullLater(peer)
        continue
      }
      write(message, of: queue, withMark: isOwn, into: &frame)
      frame.number(line.seq)
      send(frame, line.seq, to: peer)
    }
  }

  /// Whether a device of its sender is sent a message: the one that it came from is sent the ack.
  private func isSent(_ posting: Posting, to id: SessionID) -> Bool {
    posting.cid.isEmpty || id != posting.session
  }

  /// Writes what all readers are sent alike, once.
  private func write(
    _ message: NumberedMessage, of queue: LogQueue, withMark hasMark: Bool,
    into frame: inout LogFrame
  ) {
    guard !frame.has(message.id, withMark: hasMark) else { return }
    let posting = message.posting
    let bytes = queue.bytes.span
    frame.begin(
      message.id, to: router.text(of: posting.target),
      from: router.text(of: .user(posting.sender)), text: bytes.extracting(posting.text),
      cid: hasMark ? bytes.extracting(posting.cid) : Span(), withMark: hasMark)
  }

  /// A client by its session.
  private func peer(_ id: SessionID) -> Peer? {
    guard let peer = seats[Int(id.slot)], peer.id == id else { return nil }
    return peer
  }

  private func mayTake(_ seq: Int64, _ peer: Peer) -> Bool {
    peer.cursor == seq - 1 && peer.closeCode == nil && !isLagging(peer)
  }

  private func send(_ frame: LogFrame, _ seq: Int64, to peer: Peer) {
    peer.connection.enqueueFrame(frame.head.span, Span(), Span(), frame.tail.span, Span())
    count(frame.head.count + frame.tail.count)
    advance(peer, to: seq)
  }

  private func advance(_ peer: Peer, to seq: Int64) {
    peer.cursor = seq
    if let user = peer.user { router.wasSent(user, upTo: seq, isStored: false) }
  }

  private func count(_ bytes: Int) {
    statistics.messagesSent += 1
    statistics.bytesSent += Limits.jsonHeader + bytes
  }

  /// Tells a sender that its message is in the log, under this number of its own.
  ///
  /// Where it has all before it that is the line of its own log; else the line comes in its turn.
  func acknowledge(_ posting: Posting, of queue: LogQueue, _ id: MessageID, seq: Int64) {
    guard !posting.cid.isEmpty, let peer = peer(posting.session), peer.closeCode == nil else {
      return
    }
    logFrame.acknowledge(queue.bytes.span.extracting(posting.cid), id, seq: seq)
    let ack = logFrame.ack
    peer.connection.enqueueFrame(Span(), Span(), Span(), ack.span, Span())
    count(ack.count)
    if peer.cursor == seq - 1 { advance(peer, to: seq) } else { pullLater(peer) }
  }

  // MARK: Pulling

  /// Puts a client that has just registered where it left off.
  func beginTail(of peer: Peer) {
    guard let id = router.user(of: peer.id), let user = router.users[id] else { return }
    guard peer.dialect == .version2 else { return beginReplay(to: peer, user) }
    let since = router.since(of: peer.id)
    // A cursor ahead of the log was of another one: the client sees that from the welcome.
    peer.cursor = max(user.first - 1, min(since ?? user.head, user.head))
    if let since, since <= user.head { stored(since, by: id) }
    if let since { sendReceipts(to: peer, id, since: since) }
    pullLater(peer)
  }

  private func beginReplay(to peer: Peer, _ user: User) {
    guard options.replaysToVersion1, peer.dialect == .version1 else { return }
    peer.cursor = max(user.first - 1, user.sent, user.acked)
    peer.replayEnd = user.head
    pullLater(peer)
  }

  /// Sees that a client is sent what it lacks, after this wake-up.
  func pullLater(_ peer: Peer) {
    guard !peer.isPulling, peer.closeCode == nil else { return }
    peer.isPulling = true
    loop.later { [self] in
      peer.isPulling = false
      pull(peer)
    }
  }

  /// Sends a client what it lacks, as far as its queue takes it; the rest when that has drained.
  private func pull(_ peer: Peer) {
    guard peer.closeCode == nil, let archive, let cursor = peer.cursor,
      let id = router.user(of: peer.id), let head = router.users[id]?.head
    else { return }
    let end = peer.replayEnd ?? head
    guard cursor < end, !isLagging(peer) else { return }
    do throws(SQLiteError) {
      let entries = try archive.entries(of: id.rawValue, after: cursor, limit: Self.page)
      for entry in entries where entry.seq <= end && !isLagging(peer) { send(entry, to: peer, id) }
      if peer.cursor == cursor { peer.cursor = end } else { pullLater(peer) }
    } catch {
      log.error("messages cannot be read", metadata: ["error": "\(error.detail)"])
    }
  }

  private func send(_ entry: LogEntry, to peer: Peer, _ user: UserID) {
    guard peer.replayEnd == nil else { return replay(entry, to: peer, user) }
    let id = MessageID(rawValue: UInt64(entry.message))
    let isOwn = entry.sender == user.rawValue
    let mark = isOwn ? entry.cid ?? [] : []
    logFrame.begin(
      id, to: router.text(of: Target(rawValue: entry.target)),
      from: router.text(of: Target(rawValue: entry.sender)), text: entry.text.span,
      cid: mark.span, withMark: isOwn)
    logFrame.number(entry.seq)
    send(logFrame, entry.seq, to: peer)
  }

  /// Version 1 is sent what was said to it in private, with the time.
  private func replay(_ entry: LogEntry, to peer: Peer, _ user: UserID) {
    peer.cursor = entry.seq
    guard entry.target == user.rawValue, entry.sender != user.rawValue else { return }
    let time = LogText.minute(MessageID(rawValue: UInt64(entry.message)).milliseconds)
    let text = "[\(time)] " + ChatFields.text(of: entry.text.span)
    deliver(
      router.replay(text, from: UserID(rawValue: entry.sender), seq: entry.seq, to: peer.id))
  }
}
