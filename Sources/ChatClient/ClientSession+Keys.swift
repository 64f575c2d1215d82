package import Framing

/// The keys of the people one talks with, and what is not sent because of them.
///
/// The router is asked about one person after the other: when a window opens, and before anything is sent to
/// somebody whose key was compared. From then on it tells of each change by itself. Where keys are others than the
/// two have compared nothing goes out to that person until they are compared anew, or the person takes that back.
extension ClientSession {
  /// What a router has said about somebody's keys on this connection.
  enum KeyAnswer {
    /// It is to be asked, or has been.
    case waiting
    case told(Set<Pin>)
    case refused
  }

  /// How long an answer is waited for, in milliseconds.
  private static let keyTime: Int64 = 10_000

  /// What is known of somebody's keys; nil of a room, of oneself, and where nothing is encrypted.
  package func keys(of peer: Peer) -> PeerKeys? {
    guard let peerTrust, !peer.isRoom, peer != Peer(name) else { return nil }
    var now = peerTrust.seen(of: peer)
    if case .told(let pins) = facts.keyAnswers[peer] { now = pins }
    return PeerKeys(now: now, compared: peerTrust.compared(with: peer), source: keySource(of: peer))
  }

  private func keySource(of peer: Peer) -> PeerKeys.Source {
    guard state == .online else { return .offline }
    switch facts.keyAnswers[peer] {
    case .told: return .told
    case .refused: return .untold(.refused)
    case .waiting, nil: return facts.keySilence.map { .untold($0) } ?? .asking
    }
  }

  /// Asks the router about somebody's keys, unless it has told them on this connection.
  package func requestKeys(of peer: Peer) {
    requestKeys(of: peer, isUrgent: false)
  }

  private func requestKeys(of peer: Peer, isUrgent: Bool) {
    guard peerTrust != nil, state == .online, facts.keySilence == nil, !peer.isRoom,
      peer != Peer(name), facts.keyAnswers[peer] == nil, (try? Name.parse(peer.address)) != nil
    else { return }
    facts.keyAnswers[peer] = .waiting
    facts.keyQueue.insert(peer, at: isUrgent ? 0 : facts.keyQueue.count)
    askNextKeys()
  }

  private func askNextKeys() {
    guard facts.asksKeys == nil, facts.keySilence == nil, !facts.keyQueue.isEmpty else { return }
    let peer = facts.keyQueue.removeFirst()
    facts.asksKeys = (peer, now())
    write(.askKeys(user: peer.address))
  }

  /// The connection stands: asks about everybody who has a window.
  func requestKeysOfOpenConversations() {
    if !facts.speaksVersion2 { facts.keySilence = .tooOld }
    for conversation in conversations.values where conversation.isOpen {
      requestKeys(of: conversation.peer)
    }
    onKeysChange?()
  }

  /// Whoever was nobody's name is here: there may be a key now.
  func requestKeysAgain(of peer: Peer) {
    guard case .told(let pins) = facts.keyAnswers[peer], pins.isEmpty else { return }
    facts.keyAnswers[peer] = nil
    requestKeys(of: peer)
  }

  // MARK: What the router says

  func receive(_ keys: BoundKeys) {
    guard Contact.isUsable(keys.user) else { return }
    let peer = Peer(keys.user)
    // What nobody asked for is nothing to believe.
    guard facts.keyAnswers[peer] != nil else { return }
    take(Set(keys.pins), of: peer)
    keysAnswered(of: peer)
  }

  /// Whether an error is the answer to a question about keys.
  func refusesKeys(_ error: ErrorMessage) -> Bool {
    guard let peer = facts.asksKeys?.peer, error.re == nil, error.isFatal != true else {
      return false
    }
    if error.code == .unknownType {
      keysStaySecret(because: .tooOld)
      return true
    }
    guard let to = error.to, Contact.isUsable(to), Peer(to) == peer else { return false }
    // A name that nobody has is anybody's.
    if error.code == .noSuchUser { take([], of: peer) } else { facts.keyAnswers[peer] = .refused }
    keysAnswered(of: peer)
    return true
  }

  private func keysAnswered(of peer: Peer) {
    if facts.asksKeys?.peer == peer { facts.asksKeys = nil }
    onKeysChange?()
    askNextKeys()
  }

  /// The router tells nobody's keys on this connection.
  private func keysStaySecret(because silence: PeerKeys.Silence) {
    facts.keySilence = silence
    facts.asksKeys = nil
    facts.keyQueue = []
    onKeysChange?()
  }

  private func take(_ pins: Set<Pin>, of peer: Peer) {
    guard let peerTrust, let before = keys(of: peer) else { return }
    let seen = peerTrust.seen(of: peer)
    facts.keyAnswers[peer] = .told(pins)
    do throws(KnownKeys.Failure) {
      if let name = try? Name.parse(peer.address) { try peerTrust.see(pins, of: name) }
    } catch {
      onNotice?(error.description)
    }
    guard let after = keys(of: peer) else { return }
    if after.standing == .changed {
      guard before.now != after.now || before.standing != .changed else { return }
      let text = TrustWording.keyChanged(after, of: peer.title)
      note(text, in: conversation(with: peer), isError: true)
    } else if after.compared.isEmpty, !seen.isEmpty, !pins.isSubset(of: seen) || pins.isEmpty {
      let text = TrustWording.unverifiedKeyChanged(peer.title, hasNone: pins.isEmpty)
      note(text, in: conversation(with: peer), isError: false)
    }
  }

  // MARK: What the person says

  /// Keeps that the two have compared these keys, in the place of those before; none takes it back.
  ///
  /// - Returns: Why that can't be kept, in plain words; nil where it is.
  package func compare(_ pins: [Pin], of peer: Peer) -> String? {
    guard let peerTrust, let name = try? Name.parse(peer.address) else { return nil }
    do throws(KnownKeys.Failure) {
      try peerTrust.compare(Set(pins), of: name)
      onKeysChange?()
      return nil
    } catch {
      return error.description
    }
  }

  // MARK: What is not sent

  /// Whether somebody's keys are others than the two have compared.
  func isInDoubt(_ peer: Peer) -> Bool {
    guard peerTrust?.compared(with: peer).isEmpty == false else { return false }
    return keys(of: peer)?.standing == .changed
  }

  /// Whether nothing may be sent to somebody at the moment; asks the router where it has not told yet.
  func holdsBack(_ peer: Peer) -> Bool {
    guard peerTrust?.compared(with: peer).isEmpty == false, let keys = keys(of: peer) else {
      return false
    }
    guard keys.standing != .changed else { return true }
    guard keys.source == .asking else { return false }
    requestKeys(of: peer, isUrgent: true)
    return self.keys(of: peer)?.source == .asking
  }

  /// Of whom to beware because of their keys, and why.
  package var keyWarnings: [Peer: PeerWarning] {
    guard let peerTrust else { return [:] }
    var warnings: [Peer: PeerWarning] = [:]
    for peer in conversations.keys where !peerTrust.compared(with: peer).isEmpty {
      warnings[peer] = keys(of: peer).flatMap { PeerWarning($0, of: peer.title) }
    }
    return warnings
  }

  // MARK: Time

  /// Gives up a router that does not answer.
  func expireKeys() {
    if keysDue == 0 { keysStaySecret(because: .noAnswer) }
  }

  var keysDue: Int64? {
    guard state == .online, let start = facts.asksKeys?.time else { return nil }
    let now = now()
    // A clock that was set back must not make it wait for ever.
    return now < start ? 0 : max(0, start + Self.keyTime - now)
  }
}
