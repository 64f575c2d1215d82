internal import Framing
internal import Routing
internal import Transport

/// What is done with a client that does not read what it is sent.
///
///     up to 256 KiB queued   nothing
///     above                  it lags: of news only the newest is kept, outside the queue
///     above 1 MiB, or 30 s   the queue is dropped but for the frame that was begun, it is told `bye`
///     without progress       and closed; who said something that was in the queue is told so
///
/// What the kernel has taken counts as delivered: it still goes out while the reader reads on.
extension RouterDaemon {
  /// How many lost messages are told of in one turn of the loop, which others are waiting for.
  private static let toldInATurn = 64

  func watchQueue(of peer: Peer) {
    peer.connection.onBacklog = { [self] in backlogChanged(of: peer) }
    peer.connection.onOverflow = { [self] in giveUpReader(peer) }
    peer.connection.onRefuse = { [self] in refused($0, for: peer) }
  }

  // MARK: Lagging

  func isLagging(_ peer: Peer) -> Bool {
    peer.connection.queuedByteCount > options.lagLimit
  }

  /// Keeps news back for a lagging reader.
  func hold(_ news: News, of frame: [UInt8], for peer: Peer) {
    guard peer.closeCode == nil else { return }
    if peer.held.hold(frame, as: news) { statistics.replaced += 1 }
    if peer.connection.queuedByteCount + peer.held.count > options.queueLimit { giveUpReader(peer) }
  }

  /// The socket took bytes, or took less than there were.
  private func backlogChanged(of peer: Peer) {
    guard peer.closeCode == nil else { return }
    if peer.held.count > 0, !isLagging(peer) {
      for frame in peer.held.takeAll() { peer.connection.enqueue(frame) }
    }
    if peer.cursor != nil, !isLagging(peer) { pullLater(peer) }
    peer.isBacklogged = peer.connection.queuedByteCount > 0
    if peer.isBacklogged { watchDeadlines(of: peer) }
  }

  /// When a client is given up that takes nothing of what waits for it.
  func stallDeadline(of peer: Peer) -> MonotonicTime? {
    peer.isBacklogged ? peer.connection.lastProgress + options.stallTimeout : nil
  }

  // MARK: Giving up

  /// Closes a client that reads too slowly; may be called while something is delivered to it.
  func giveUpReader(_ peer: Peer) {
    guard peer.closeCode == nil else { return }
    let mail = LostMail(peer.connection.takeUnsent(), peer.decoder?.kind ?? .json)
    peer.held = HeldNews()
    peer.begun = mail.begunMessage
    close(peer, .slowConsumer, lastWords: lastWords(to: peer, after: mail.rest))
    // The router may be in the midst of something: the name is free after this turn.
    loop.later { [self] in
      deliver(router.disconnect(peer.id, at: EventLoop.wallClockMilliseconds()))
      tell(mail, recipient: peer.name)
    }
  }

  /// What is still sent: the rest of the frame that was begun, and the good-bye of version 2.
  private func lastWords(to peer: Peer, after rest: ArraySlice<UInt8>) -> [UInt8] {
    // A list so long that its rest alone is too much to wait for is cut off.
    guard rest.count <= options.queueLimit else { return [] }
    var words = Array(rest)
    if peer.dialect == .version2 {
      FrameEncoder.append(.bye(Bye(.slowConsumer)), to: &words)
    }
    return words
  }

  /// A message for a client whose connection is ending, which the router did not know of yet.
  private func refused(_ frame: Span<UInt8>, for peer: Peer) {
    guard let name = peer.name, !isShuttingDown else { return }
    let bytes = frame.indices.map { frame[$0] }
    let mail = LostMail(Unsent(pieces: [bytes]), peer.decoder?.kind ?? .json)
    loop.later { [self] in tell(mail, recipient: name) }
  }

  // MARK: Telling the senders

  /// Tells who said what a connection that has ended had not taken yet.
  func tellLost(with peer: Peer) {
    let unsent = peer.connection.takeUnsent()
    guard !unsent.isEmpty, let name = peer.name, !isShuttingDown else { return }
    if peer.closeCode == .slowConsumer {
      // The queue was told of already, but for the frame that was on its way.
      if let begun = peer.begun { tell(begun, recipient: name) }
    } else {
      let mail = LostMail(unsent, peer.decoder?.kind ?? .json)
      if let begun = mail.begunMessage { tell(begun, recipient: name) }
      tell(mail, recipient: name)
    }
  }

  private func tell(_ mail: LostMail, recipient: String?, roomTold: Set<String> = []) {
    guard let recipient else { return }
    var (mail, roomTold) = (mail, roomTold)
    for _ in 0..<Self.toldInATurn {
      guard let message = mail.next() else { return }
      // What is said to a room can be lost with many readers: one word for each of them is enough.
      guard message.isPrivate || roomTold.insert(message.sender).inserted else { continue }
      tell(message, recipient: recipient)
    }
    loop.schedule(after: .milliseconds(1)) { [self, mail, roomTold] in
      tell(mail, recipient: recipient, roomTold: roomTold)
    }
  }

  private func tell(_ message: LostMessage, recipient: String) {
    if message.isPrivate { statistics.undelivered += 1 }
    deliver(
      router.tellUndelivered(
        from: message.sender, to: recipient, isPrivate: message.isPrivate))
  }
}
