internal import DequeModule
internal import Framing
internal import Storage

extension ClientSession {
  /// How long to wait with what the router could not take, where it does not say, in milliseconds.
  private static let pause: Int64 = 2_000

  /// How many bytes of waiting messages are sent at once where no answer is waited for: a part of what a
  /// connection holds.
  private static let burst = 131_072

  /// How many texts to a version 1 router are kept, in case it says that they did not arrive.
  private static let unconfirmedCount = 64

  /// Takes a text for a peer: it is in the conversation and on the disk, and goes to the router as soon
  /// as there is one.
  ///
  /// - Parameters:
  ///   - text: What was typed; any length, any script.
  ///   - peer: To whom.
  /// - Throws: Why it was not taken; nothing has changed then.
  package func send(_ text: String, to peer: Peer) throws(SendFailure) {
    if state == .online, !facts.speaksVersion2, isGone(peer) { throw .peerIsGone }
    if isInDoubt(peer) { throw .keyInDoubt }
    let cid = makeIdentifier()
    let length = frame(for: Outgoing(cid: cid, text: text, peer: peer)).count - Limits.jsonHeader
    guard length <= facts.frameLimit else {
      throw .tooLong(length: length, limit: facts.frameLimit)
    }
    let conversation = conversation(with: peer)
    let item = history.queue(text, in: conversation.thread, at: now(), cid: cid)
    outbox.append(Outgoing(cid: cid, text: text, peer: peer))
    newlyRead.insert(peer)
    conversation.onAppend?(item)
    onUnreadChange?()
  }

  /// Says in the conversation why a text was not taken.
  package func noteUnsent(to peer: Peer, because failure: SendFailure) {
    note(ClientWording.notSent(to: peer, failure), in: conversation(with: peer), isError: true)
  }

  /// Sends what waits.
  ///
  /// To a router of version 2 one message at a time: what it cannot take at the moment is sent again,
  /// and must not come after what was typed later. What is for somebody who may be another waits by itself.
  func sendWaiting() {
    guard state == .online, !facts.isBehind else { return }
    if !facts.speaksVersion2 {
      sendToVersion1()
    } else if facts.inFlight == nil, !isPaused, let next = nextThatFits() {
      facts.inFlight = next.cid
      facts.lastSpokenTo = next.peer
      onSend?(frame(for: next))
    }
  }

  /// Sends what waits without waiting for the router, which may have it twice then: it knows by the `cid`.
  func sendBeforeTheEnd() {
    sendWaiting()
    guard state == .online, facts.speaksVersion2, !facts.isBehind, !isPaused else { return }
    var room = Self.burst
    for next in outbox where next.cid != facts.inFlight && !holdsBack(next.peer) {
      let frame = frame(for: next)
      room -= frame.count
      guard room >= 0 else { return }
      onSend?(frame)
    }
  }

  /// A router of version 1 acknowledges nothing and keeps nothing for who is not here.
  private func sendToVersion1() {
    var room = Self.burst
    var left: Deque<Outgoing> = []
    facts.hasMoreToSend = false
    for next in outbox {
      guard !isGone(next.peer), room > 0 else {
        left.append(next)
        facts.hasMoreToSend = facts.hasMoreToSend || !isGone(next.peer)
        continue
      }
      let frame = frame(for: next)
      room -= frame.count
      onSend?(frame)
      noteSent(next)
    }
    outbox = left
  }

  private func noteSent(_ sent: Outgoing) {
    if facts.unconfirmed.count == Self.unconfirmedCount { facts.unconfirmed.removeFirst() }
    facts.unconfirmed.append(sent)
    facts.lastSpokenTo = sent.peer
    let item = history.noteSent(cid: sent.cid)
    if let item { conversation(with: sent.peer).onChange?(item) }
  }

  /// The first that waits and may go out; what was typed for a router that takes longer messages is given back.
  private func nextThatFits() -> Outgoing? {
    var held: Set<Peer> = []
    while let next = outbox.first(where: { !isHeld($0.peer, &held) }) {
      let length = frame(for: next).count - Limits.jsonHeader
      guard length > facts.frameLimit else { return next }
      fail(next)
      let failure = SendFailure.tooLong(length: length, limit: facts.frameLimit)
      giveBack(next) { ClientWording.notSent(to: next.peer, failure, lost: $0) }
    }
    return nil
  }

  private func isHeld(_ peer: Peer, _ held: inout Set<Peer>) -> Bool {
    if held.contains(peer) { return true }
    guard holdsBack(peer) else { return false }
    held.insert(peer)
    return true
  }

  /// The router has refused a message: what it could not take at the moment waits for a while.
  func refused(_ sent: Outgoing, because error: ErrorMessage) {
    guard error.code == .storageUnavailable || error.code == .rateLimited else {
      return returned(sent, because: error)
    }
    facts.inFlight = nil
    let isNews = facts.pausedUntil == nil
    facts.pausedUntil = now() + max(100, error.retryMilliseconds ?? Self.pause)
    if isNews {
      note(ClientWording.sentLater(error), in: conversation(with: sent.peer), isError: false)
    }
  }

  /// A message did not arrive: its text comes back.
  func returned(_ sent: Outgoing, because error: ErrorMessage) {
    fail(sent)
    giveBack(sent) { ClientWording.notDelivered(to: sent.peer, error, lost: $0) }
  }

  private func fail(_ sent: Outgoing) {
    if facts.inFlight == sent.cid { facts.inFlight = nil }
    outbox.removeAll { $0.cid == sent.cid }
    let item = history.noteFailed(cid: sent.cid)
    if let item { conversation(with: sent.peer).onChange?(item) }
  }

  private func giveBack(_ sent: Outgoing, _ wording: (String?) -> String) {
    let conversation = conversation(with: sent.peer)
    let lost = conversation.giveBack(sent.text) ? nil : sent.text
    note(wording(lost), in: conversation, isError: true)
  }

  private var isPaused: Bool {
    guard let until = facts.pausedUntil else { return false }
    if until > now() { return true }
    facts.pausedUntil = nil
    return false
  }

  private func isGone(_ peer: Peer) -> Bool {
    roster.state(of: peer) == .offline && peer != Peer(name)
  }

  private func frame(for message: Outgoing) -> [UInt8] {
    let cid = state == .online && !facts.speaksVersion2 ? nil : message.cid
    var bytes: [UInt8] = []
    FrameEncoder.append(
      .chat(Chat(to: message.peer.address, from: name, msg: message.text, cid: cid)), to: &bytes)
    return bytes
  }

  /// An identifier that no other message of this person has: of the run, which may follow one with an
  /// older copy of the history, and a running number.
  private func makeIdentifier() -> String {
    nextNumber += 1
    return "\(run)-\(nextNumber)"
  }
}
