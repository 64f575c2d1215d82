internal import Framing
internal import Logging
internal import Routing
internal import Storage
internal import Transport

/// What clients of version 2 say and ask about the log: how far they have stored and read it, and older pages.
extension RouterDaemon {
  /// Answers a message about the log; false where it is none, or its sender doesn't speak version 2.
  func answer(_ message: Message, from peer: Peer, at now: Int64) -> Bool {
    guard peer.dialect == .version2, peer.closeCode == nil,
      let user = router.user(of: peer.id)
    else { return false }
    switch message {
    case .stored(let seq): stored(seq, by: user)
    case .read(let mark): read(mark, by: user, on: peer, at: now)
    case .history(let request): tellHistory(request, to: peer, user)
    default: return false
    }
    return true
  }

  // MARK: Stored

  /// A device has stored its log up to a number: who said what is new of that is told.
  func stored(_ seq: Int64, by user: UserID) {
    guard let range = router.wasSent(user, upTo: seq, isStored: true), let archive else { return }
    do throws(SQLiteError) {
      var newest: [Int64: Int64] = [:]
      for place in try archive.places(of: user.rawValue, range) where place.peer > 0 {
        if !place.isOwn { newest[place.peer] = max(newest[place.peer] ?? 0, place.message) }
      }
      for (peer, message) in newest {
        try change(ReachKey(owner: peer, peer: user.rawValue)) { reach in
          guard message > reach.delivered else { return nil }
          reach.delivered = message
          return .delivered
        }
      }
    } catch {
      log.error("receipts cannot be made", metadata: ["error": "\(error.detail)"])
    }
  }

  /// Changes how far a conversation has come, and tells its owner.
  private func change(
    _ key: ReachKey, _ body: (inout StoredReach) -> DeliveryState?
  ) throws(SQLiteError) {
    guard let archive, let owner = router.users[UserID(rawValue: key.owner)] else { return }
    var reach: StoredReach
    if let known = reaches[key] { reach = known } else { reach = try archive.reach(key) }
    guard let state = body(&reach) else { return }
    reach.head = owner.head
    reaches[key] = reach
    let id = state == .read ? reach.read : reach.delivered
    send(receipt(by: key.peer, of: id, state), to: router.version2Sessions(of: owner.id))
  }

  private func receipt(
    by user: Int64, of message: Int64, _ state: DeliveryState, in peer: Target? = nil
  ) -> Receipt {
    Receipt(
      by: written(Target(rawValue: user)), peer: peer.map { written($0) },
      id: MessageID(rawValue: UInt64(message)).text, state: state)
  }

  private func send(_ receipt: Receipt, to ids: [SessionID]) {
    if !ids.isEmpty { send(.message(.receipt(receipt)), to: ids) }
  }

  // MARK: Read

  private func read(_ mark: ReadMark, by user: UserID, on peer: Peer, at now: Int64) {
    guard let id = MessageID(text: mark.id), id <= router.lastMessage else {
      return deliver(router.refuse(MessageError.badField("id"), from: peer.id, at: now))
    }
    guard let target = router.target(named: mark.peer) else {
      return deliver(router.refuseUnknown(mark.peer, to: peer.id))
    }
    do throws(SQLiteError) {
      try readByOneself(Int64(id.rawValue), in: target, by: user, on: peer)
      guard case .user(let other) = target, other != user else { return }
      try change(ReachKey(owner: other.rawValue, peer: user.rawValue)) { reach in
        guard id.rawValue > reach.read else { return nil }
        reach.read = Int64(id.rawValue)
        reach.delivered = max(reach.delivered, reach.read)
        return .read
      }
    } catch {
      log.error("receipts cannot be made", metadata: ["error": "\(error.detail)"])
    }
  }

  /// Tells one's other devices, now or when they come.
  private func readByOneself(
    _ id: Int64, in target: Target, by user: UserID, on peer: Peer
  ) throws(SQLiteError) {
    guard let archive, let head = router.users[user]?.head else { return }
    let key = ReachKey(owner: user.rawValue, peer: target.rawValue)
    var reach: StoredReach
    if let known = reaches[key] { reach = known } else { reach = try archive.reach(key) }
    guard id > reach.own else { return }
    (reach.own, reach.head) = (id, head)
    reaches[key] = reach
    send(
      receipt(by: user.rawValue, of: id, .read, in: target),
      to: router.version2Sessions(of: user).filter { $0 != peer.id })
  }

  /// Tells a client that was away how far conversations have come meanwhile.
  func sendReceipts(to peer: Peer, _ user: UserID, since: Int64) {
    guard let archive else { return }
    do throws(SQLiteError) {
      var found = try archive.reaches(of: user.rawValue, since: since)
      for (key, reach) in reaches where key.owner == user.rawValue && reach.head >= since {
        found[key] = reach
      }
      for (key, reach) in found.sorted(by: { $0.key.peer < $1.key.peer }) {
        for receipt in receipts(of: key, reach, user) { send(receipt, to: [peer.id]) }
      }
    } catch {
      log.error("receipts cannot be read", metadata: ["error": "\(error.detail)"])
    }
  }

  private func receipts(of key: ReachKey, _ reach: StoredReach, _ user: UserID) -> [Receipt] {
    var all: [Receipt] = []
    if reach.delivered > reach.read {
      all.append(receipt(by: key.peer, of: reach.delivered, .delivered))
    }
    if reach.read > 0 { all.append(receipt(by: key.peer, of: reach.read, .read)) }
    if reach.own > 0 {
      all.append(
        receipt(by: user.rawValue, of: reach.own, .read, in: Target(rawValue: key.peer)))
    }
    return all
  }

  // MARK: History

  private func tellHistory(_ request: HistoryRequest, to peer: Peer, _ user: UserID) {
    // What is queued is a part of it.
    commitQueue()
    guard let archive, let target = router.target(named: request.peer) else {
      return deliver(router.refuseUnknown(request.peer, to: peer.id))
    }
    do throws(SQLiteError) {
      let wanted = request.limit ?? Int64(Limits.historyItemsUsual)
      let limit = Int(min(wanted, Int64(Limits.historyItems)))
      let found = try archive.entries(
        of: user.rawValue, with: target.rawValue, before: request.before ?? .max, limit: limit + 1)
      let page = pageThatFits(found.prefix(limit))
      let items = page.reversed().map { chat(of: $0, for: user) }
      let answer = HistoryPage(peer: request.peer, items: items, more: found.count > page.count)
      send(.message(.historyPage(answer)), to: [peer.id])
    } catch {
      log.error("messages cannot be read", metadata: ["error": "\(error.detail)"])
      deliver(router.refuseUnavailable(request.peer, to: peer.id))
    }
  }

  /// As many as the queue of a client may hold, but at least one.
  private func pageThatFits(_ entries: ArraySlice<LogEntry>) -> ArraySlice<LogEntry> {
    var bytes = 0
    return entries.prefix { entry in
      defer { bytes += entry.text.count }
      return bytes == 0 || bytes + entry.text.count < options.lagLimit
    }
  }

  /// How a user or a room is written: a room also when everybody has left it.
  func written(_ target: Target) -> String {
    let text = router.text(of: target)
    guard text.isEmpty, case .room = target, let archive else { return text }
    do throws(SQLiteError) {
      return try archive.name(ofRoom: target.rawValue) ?? ""
    } catch {
      log.error("a room's name cannot be read", metadata: ["error": "\(error.detail)"])
      return ""
    }
  }

  private func chat(of entry: LogEntry, for user: UserID) -> Chat {
    let id = MessageID(rawValue: UInt64(entry.message))
    let cid = entry.sender == user.rawValue ? entry.cid : nil
    return Chat(
      to: written(Target(rawValue: entry.target)), from: written(Target(rawValue: entry.sender)),
      msg: ChatFields.text(of: entry.text.span),
      cid: cid.map { ChatFields.text(of: $0.span) },
      id: id.text, seq: entry.seq, ts: id.milliseconds)
  }
}
