import Framing

extension Router {
  /// Sends the lists of users that are due, each made once for all who get it.
  package mutating func tick(at now: Int64) -> [Delivery] {
    guard let nextTick, nextTick <= now || nextTick - now > userListInterval else { return [] }
    var due: [Dialect: [SessionID]] = [:]
    var waitingSince: Int64?
    for entry in directory.entries where hasOldUserList(entry) {
      let sentAt = sessions[entry.id]?.member?.userList?.sentAt ?? 0
      if isIntervalOver(since: sentAt, at: now), isIntervalOver(since: lastUserLists, at: now) {
        due[entry.dialect, default: []].append(entry.id)
      } else {
        waitingSince = min(waitingSince ?? sentAt, sentAt)
      }
    }
    let deliveries = due.isEmpty ? [] : userLists(to: due, at: now)
    self.nextTick = waitingSince.map { since in
      max(since, lastUserLists ?? since) + userListInterval
    }
    return deliveries
  }

  /// Marks that who is there has changed; all lists sent until now are old.
  mutating func userListsChanged(at now: Int64) {
    guard let lastUserLists, !isIntervalOver(since: lastUserLists, at: now) else {
      nextTick = now
      return
    }
    nextTick = lastUserLists + userListInterval
  }

  /// The list for a client that has just registered.
  mutating func firstUserList(to id: SessionID, _ dialect: Dialect, at now: Int64) -> [Delivery] {
    sessions[id]?.member?.userList = (directory.version, now)
    return [.send(userList(for: dialect), to: [id])]
  }

  private mutating func userLists(
    to due: [Dialect: [SessionID]], at now: Int64
  ) -> [Delivery] {
    lastUserLists = now
    for id in due.values.joined() {
      sessions[id]?.member?.userList = (directory.version, now)
    }
    return [Dialect.version1, .legacy].flatMap { dialect in
      due[dialect].map { send(userList(for: dialect), to: $0) } ?? []
    }
  }

  private func userList(for dialect: Dialect) -> Outgoing {
    dialect == .legacy
      ? .legacy(LegacyMessage.userList(directory.names)) : .message(.userList(directory.names))
  }

  private func hasOldUserList(_ entry: Directory.Entry) -> Bool {
    entry.dialect != .version2
      && sessions[entry.id]?.member?.userList?.version != directory.version
  }

  /// Whether a client may be sent a list again; a clock that was put back must not silence it.
  private func isIntervalOver(since then: Int64?, at now: Int64) -> Bool {
    guard let then else { return true }
    return now - then >= userListInterval || now < then
  }

  /// The time between two lists to one client: the more there is to send to all, the longer.
  ///
  /// For 1,000 people lists are a few megabytes each time, for 10,000 nearly a gigabyte.
  private var userListInterval: Int64 {
    let count = directory.entries.count - directory.version2.count
    let bytes = count * (directory.nameBytes + 3 * directory.entries.count)
    return max(Limits.userListInterval, Int64(bytes / Limits.userListBytesAMillisecond))
  }
}
