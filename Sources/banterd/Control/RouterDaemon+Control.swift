internal import Framing
internal import Logging
internal import Routing
internal import Transport

extension RouterDaemon {
  /// Does what one of banterd's commands asks for; whoever asked, and what came of it, is in the log.
  func answer(_ request: ControlRequest, of user: UInt32) -> ControlAnswer {
    let now = EventLoop.wallClockMilliseconds()
    let answer = answer(request, at: now)
    var metadata: Logger.Metadata = [
      "request": "\(request.words.joined(separator: " "))", "uid": "\(user)",
    ]
    if case .refused(let reason) = answer { metadata["refused"] = "\(reason)" }
    log.notice("control", metadata: metadata)
    return answer
  }

  private func answer(_ request: ControlRequest, at now: Int64) -> ControlAnswer {
    switch request {
    case .users: return .done(UserLines.lines(of: self))
    case .invite(let name, let uses, let expires, let place):
      return invite(name, uses, expires, place, at: now)
    case .unbind(let name): return unbind(name)
    case .kick(let name): return kick(name, at: now)
    case .ban(let who): return ban(who, isLifted: false, at: now)
    case .unban(let who): return ban(who, isLifted: true, at: now)
    case .rotateKey(let isSwitch): return rotateKey(isSwitch: isSwitch)
    }
  }

  // MARK: Names

  private func unbind(_ text: String) -> ControlAnswer {
    guard let name = try? Name.parse(text), keeper.access.owners[name] != nil else {
      return .refused("\(text) belongs to no key; 'banterd users' tells which names do")
    }
    guard isKept([.unbound(name)]) else { return Self.notWritten }
    return .done([
      "\(text) belongs to nobody now, and to the next who comes with a key, and so do its messages"
    ])
  }

  private func kick(_ text: String, at now: Int64) -> ControlAnswer {
    guard let name = try? Name.parse(text) else { return .refused("\(text) is no name") }
    let count = kick(at: now) { (try? Name.parse($0.name ?? "")) == name }
    return count == 0
      ? .refused("\(text) is not here; 'banterd users' tells who is")
      : .done(["\(text) was removed, and may come again: 'banterd ban' keeps somebody out"])
  }

  /// Closes all clients of whom something holds; answers how many there were.
  private func kick(at now: Int64, where holds: (Peer) -> Bool) -> Int {
    let peers = peers.values.filter { $0.closeCode == nil && holds($0) }
    for peer in peers {
      if peer.decoder == nil {
        close(peer, .kicked)
      } else {
        deliver(router.kick(peer.id, at: now))
      }
    }
    return peers.count
  }

  private func ban(_ text: String, isLifted: Bool, at now: Int64) -> ControlAnswer {
    guard let ban = try? Ban.parse(text) else {
      return .refused("'\(text)' is no name, no fingerprint of a key and no IP address")
    }
    guard !isLifted || keeper.access.bans.contains(ban) else {
      return .refused("\(text) is not banned")
    }
    guard isKept([isLifted ? .unbanned(ban) : .banned(ban)]) else { return Self.notWritten }
    guard !isLifted else { return .done(["\(text) may come again"]) }
    let count = kick(at: now) { isHit($0, by: ban) }
    return .done(["\(text) is kept out" + (count > 0 ? ", and \(count) were closed" : "")])
  }

  private func isHit(_ peer: Peer, by ban: Ban) -> Bool {
    switch ban {
    case .name(let name): (try? Name.parse(peer.name ?? "")) == name
    case .key(let pin): peer.connection.peerPin == pin
    case .address(let text): AddressKey(peer.endpoint).map { "\($0)" } == text
    }
  }

  // MARK: Invitations

  private func invite(
    _ text: String?, _ uses: Int64, _ expires: Int64?, _ place: String?, at now: Int64
  ) -> ControlAnswer {
    let name = text.flatMap { try? Name.parse($0) }
    guard text == nil || name != nil else { return .refused("\(text ?? "") is no name") }
    if let name, keeper.access.owners[name] != nil {
      return .refused("\(name.text) belongs to somebody's key already; 'banterd unbind' takes it")
    }
    guard let host = invitedPlace(place) else {
      return .refused("'\(place ?? "")' is no host; write --host chat.example.org:5050")
    }
    let token = Token.make()
    let admittance = Admittance(
      id: keeper.nextInvitation(), hash: Token.hash(of: token), name: name, uses: uses,
      expires: expires.map { now + $0 })
    guard isKept([.invited(admittance)]) else { return Self.notWritten }
    let link = Invitation(
      host: host.host, port: host.port, pin: key.identity.pin, token: token, name: name?.text)
    return .done(["\(link)"])
  }

  /// Where clients reach this router: what was said, or this machine by its own name and the first port.
  private func invitedPlace(_ text: String?) -> (host: String, port: UInt16)? {
    let port = listeners.lazy.compactMap(\.endpoint.port).first ?? Invitation.defaultPort
    let words = text ?? HostEnvironment.hostName() ?? "localhost"
    guard case .network(let host, let port) = try? HostPort.parse(words, defaultPort: port) else {
      return nil
    }
    return (host, port)
  }

  // MARK: The key

  private func rotateKey(isSwitch: Bool) -> ControlAnswer {
    guard let state, !key.isConfigured else {
      return .refused("the key is the one that --key names; replace that file, then reload")
    }
    do throws(StateFailure) {
      guard isSwitch else {
        key = try key.announcing(configuration.command.security.keyType, in: state)
        router.options.nextPin = key.next?.pin
        return .done(
          ["The next key; clients are told of it as they come, from now on:"]
            + (key.next.map { ShowPin.lines(of: $0.pin) } ?? [])
            + ["When those who matter have been here: banterd rotate-key --switch"])
      }
      guard let switched = try key.switched(in: state) else {
        return .refused("there is no next key yet; 'banterd rotate-key' makes and announces it")
      }
      key = switched
      router.options.nextPin = nil
      return .done(["The router's key from now on:"] + ShowPin.lines(of: key.identity.pin))
    } catch {
      return .refused("\(error)")
    }
  }

  private static let notWritten = ControlAnswer.refused(
    "that could not be written to the disk; the log tells why")
}
