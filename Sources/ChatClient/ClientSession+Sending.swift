internal import Framing

extension ClientSession {
  /// The conversation with a peer, begun if there was none.
  package func conversation(with peer: Peer) -> Conversation {
    if let known = conversations[peer] { return known }
    let new = Conversation(with: peer)
    new.onUnreadChange = { [unowned self] in onUnreadChange?() }
    conversations[peer] = new
    return new
  }

  /// Sends a text to a peer and adds it to the conversation.
  ///
  /// - Parameters:
  ///   - text: What was typed; any length, any script.
  ///   - peer: To whom.
  /// - Throws: Why it was not sent; nothing has changed then.
  package func send(_ text: String, to peer: Peer) throws(SendFailure) {
    guard state == .online else { throw .notConnected }
    guard roster.state(of: peer) != .offline || peer == Peer(name) else { throw .peerIsGone }
    let cid = speaksVersion2 ? makeIdentifier() : nil
    var bytes: [UInt8] = []
    FrameEncoder.append(
      .chat(Chat(to: peer.address, from: name, msg: text, cid: cid)), to: &bytes)
    let length = bytes.count - Limits.jsonHeader
    guard length <= frameLimit else { throw .tooLong(length: length, limit: frameLimit) }
    if let cid { unacknowledged[cid] = (peer, text) } else { keepUnconfirmed(text, to: peer) }
    lastAddressed = speaksVersion2 ? nil : peer
    lastSpokenTo = peer
    onSend?(bytes)
    conversation(with: peer).append(.own(.sent), text, time: now())
  }

  /// How many texts to a version 1 router are kept, in case it says that they did not arrive.
  private static let unconfirmedCount = 64

  private func keepUnconfirmed(_ text: String, to peer: Peer) {
    if unconfirmed.count == ClientSession.unconfirmedCount { unconfirmed.removeFirst() }
    unconfirmed.append((peer, text))
  }

  /// Says in the conversation why a text was not sent.
  package func noteUnsent(to peer: Peer, because failure: SendFailure) {
    note(ClientWording.notSent(to: peer, failure), in: conversation(with: peer), kind: .error)
  }

  /// An identifier that no other message of this person has: the device and a running number.
  private func makeIdentifier() -> String {
    nextNumber += 1
    return "\(device)-\(nextNumber)"
  }
}
