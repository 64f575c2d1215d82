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
  ///
  /// `names` are the router's written names, held once for all messages of a commit.
  func announce(
    _ message: NumberedMessage, with lines: [NumberedMessage.Line], of queue: LogQueue,
    _ names: Span<UInt8>, _ frame: inout LogFrame
  ) {
    let posting = message.posting
    if let seq = message.ownSequence {
      acknowledge(posting, of: queue, message.id, seq: seq, &frame)
    }
    for index in message.lines { send(lines[index], of: message, queue, names, &frame) }
    guard router.hasOldReaders else { return }
    let text = queue.bytes.span.extracting(posting.text)
    let last = message.lines.last.map { lines[$0] }
    deliver(router.announce(message, text: text, last: last))
  }

  private func send(
    _ line: NumberedMessage.Line, of message: NumberedMessage, _ queue: LogQueue,
    _ names: Span<UInt8>, _ frame: inout LogFrame
  ) {
    let posting = message.posting
    let isOwn = line.user == posting.sender
    for id in router.sessions(of: line.user) where !isOwn || isSent(posting, to: id) {
      guard let peer = peer(id), peer.dialect == .version2 else { continue }
      guard mayTake(line.seq, peer) else {
        pullLater(peer)
        continue
      }
      frame.begin(message.id, seq: line.seq)
      send(message, of: queue, names, isOwn: isOwn, to: peer, &frame)
      advance(peer, to: line.seq)
    }
  }

  /// Whether a device of its sender is sent a message: the one that it came from is sent the ack.
  private func isSent(_ posting: Posting, to id: SessionID) -> Bool {
    posting.cid.isEmpty || id != posting.session
  }

  /// Sends a message whose frame was begun.
  private func send(
    _ message: NumberedMessage, of queue: LogQueue, _ names: Span<UInt8>, isOwn: Bool,
    to peer: Peer, _ frame: inout LogFrame
  ) {
    let posting = message.posting
    let text = queue.bytes.span.extracting(posting.text)
    if !isOwn, case .user = posting.target,
      let places = router.placesInNames(to: peer.id, from: posting.session)
    {
      enqueue(
        frame, names.extracting(places.to), names.extracting(places.from), text, frame.end.span,
        for: peer)
    } else {
      surround(message, of: queue, withMark: isOwn, &frame)
      enqueue(frame, frame.middle.span, Span(), text, frame.markedEnd.span, for: peer)
    }
  }

  /// Puts together what stands around the text for all readers alike, once.
  private func surround(
    _ message: NumberedMessage, of queue: LogQueue, withMark hasMark: Bool,
    _ frame: inout LogFrame
  ) {
    guard !frame.has(message.id, withMark: hasMark) else { return }
    let posting = message.posting
    frame.surround(
      message.id, to: written(posting.target), from: written(.user(posting.sender)),
      cid: hasMark ? queue.bytes.span.extracting(posting.cid) : Span(), withMark: hasMark)
  }

  /// A client by its session.
  private func peer(_ id: SessionID) -> Peer? {
    guard let peer = seats[Int(id.slot)], peer.id == id else { return nil }
    return peer
  }

  private func mayTake(_ seq: Int64, _ peer: Peer) -> Bool {
    peer.cursor == seq - 1 && peer.closeCode == nil && !isLagging(peer)
  }

  /// Puts a frame that was begun, and its other parts, into a reader's queue.
  private func enqueue(
    _ frame: borrowing LogFrame, _ to: Span<UInt8>, _ from: Span<UInt8>, _ text: Span<UInt8>,
    _ end: Span<UInt8>, for peer: Peer
  ) {
    let head = frame.chat.bytes.span.extracting(0..<frame.chat.end)
    peer.connection.enqueueFrame(head, to, from, text, end)
    count(head.count + to.count + from.count + text.count + end.count)
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
  func acknowledge(
    _ posting: Posting, of queue: LogQueue, _ id: MessageID, seq: Int64, _ frame: inout LogFrame
  ) {
    guard !posting.cid.isEmpty, let peer = peer(posting.session), peer.closeCode == nil else {
      return
    }
    frame.acknowledge(id, seq: seq)
    let head = frame.ack.bytes.span.extracting(0..<frame.ack.end)
    let cid = queue.bytes.span.extracting(posting.cid)
    let brace: InlineArray<1, UInt8> = [UInt8(ascii: "}")]
    peer.connection.enqueueFrame(head, frame.ackMiddle.span, Span(), cid, brace.span)
    count(head.count + frame.ackMiddle.count + cid.count + 1)
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
      var frame = LogFrame()
      swap(&frame, &logFrame)
      frame.forgetNames()
      for entry in entries where entry.seq <= end && !isLagging(peer) {
        send(entry, to: peer, id, &frame)
      }
      swap(&frame, &logFrame)
      if peer.cursor == cursor { peer.cursor = end } else { pullLater(peer) }
    } catch {
      log.error("messages cannot be read", metadata: ["error": "\(error.detail)"])
    }
  }

  private func send(
    _ entry: LogEntry, to peer: Peer, _ user: UserID, _ frame: inout LogFrame
  ) {
    guard peer.replayEnd == nil else { return replay(entry, to: peer, user) }
    let id = MessageID(rawValue: UInt64(entry.message))
    let isOwn = entry.sender == user.rawValue
    let mark = isOwn ? entry.cid ?? [] : []
    frame.begin(id, seq: entry.seq)
    frame.surround(
      id, to: written(Target(rawValue: entry.target)),
      from: written(Target(rawValue: entry.sender)),
      cid: mark.span, withMark: isOwn)
    enqueue(frame, frame.middle.span, Span(), entry.text.span, frame.markedEnd.span, for: peer)
    advance(peer, to: entry.seq)
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
