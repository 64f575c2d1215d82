internal import Framing
internal import Logging
internal import Routing
internal import Storage
internal import Transport

extension RouterDaemon {
  /// Lets a client in by a name, where it may have that.
  ///
  /// - Parameters:
  ///   - registration: What it asked for.
  ///   - peer: The client.
  ///   - now: Milliseconds since 1970.
  ///   - route: Has the router take it in.
  func register(
    _ registration: Registration, of peer: Peer, at now: Int64, route: () -> [Delivery]
  ) {
    // What is no name is for the router to refuse.
    guard let name = try? Name.parse(registration.username) else { return deliver(route()) }
    let applicant = Applicant(
      name: name, isVersion2: registration.version == 2, isEncrypted: peer.isEncrypted,
      key: peer.connection.peerPin, token: registration.token.map(Token.hash(of:)),
      code: registration.token.flatMap(LinkToken.hash(of:)))
    switch keeper.judge(applicant, at: now) {
    case .refused(let code, let closeCode, let text):
      log.info(
        "name refused",
        metadata: [
          "code": "\(code.rawValue)", "id": "\(peer.id.rawValue)", "peer": "\(peer.endpoint)",
          "user": "\(name.text)",
        ])
      deliver(router.refuseName(to: peer.id, code, closeCode, text, at: now))
    case .admitted(let changes):
      // Of a name that is nobody's a key proves nothing: who has it now may be somebody else.
      if keeper.access.owners[name] != nil { router.vouch(for: peer.id) }
      let deliveries = route()
      guard !changes.isEmpty, router.isRegistered(peer.id) else { return deliver(deliveries) }
      guard isKept(changes) else {
        return deliver(
          router.refuseName(
            to: peer.id, .storageUnavailable, .internal, Wording.nameNotKept(), at: now))
      }
      deliver(deliveries)
    }
  }

  /// Writes changes of who may have which name; false where that failed, which is logged.
  func isKept(_ changes: [AccessChange]) -> Bool {
    do {
      try keeper.keep(changes)
    } catch {
      log.error("whose each name is can't be written", metadata: ["reason": "\(error.detail)"])
      return false
    }
    for case .bound(let name, let pin, _) in changes {
      log.notice("name bound", metadata: ["pin": "\(pin)", "user": "\(name.text)"])
    }
    tellChangedKeys(changes)
    return true
  }

  // MARK: Keys

  /// Tells a client which keys somebody's name belongs to.
  func tellKeys(of user: String, to peer: Peer) {
    let owners = keeper.access.owners
    deliver(router.tellKeys(of: user, to: peer.id) { owners[$0] })
  }

  /// Tells who has asked what has changed, before anybody who came with another key is heard.
  private func tellChangedKeys(_ changes: [AccessChange]) {
    for change in changes {
      switch change {
      case .bound(let name, _, _), .unbound(let name):
        deliver(router.keysChanged(of: name, to: keeper.access.owners[name]))
      default: break
      }
    }
  }

  /// Gives a client a code by which one more device can have its name.
  func link(_ peer: Peer, at now: Int64) {
    guard let key = peer.connection.peerPin, let text = peer.name,
      let name = try? Name.parse(text), keeper.access.owners[name]?.contains(key) ?? false
    else { return deliver(router.deny(.authRequired, Wording.linkNeedsKey(), to: peer.id)) }
    guard keeper.access.owners[name]?.count ?? 0 < Limits.keysOfAName else {
      return deliver(router.deny(.forbidden, Wording.tooManyKeys(text), to: peer.id))
    }
    let token = LinkToken.make()
    keeper.link(name, by: token.hash, at: now)
    log.notice(
      "link code made", metadata: ["id": "\(peer.id.rawValue)", "user": "\(name.text)"])
    let code = LinkCode(code: token.text, expiresMilliseconds: Access.linkTime)
    deliver(router.answer(.linkCode(code), to: peer.id))
  }
}
