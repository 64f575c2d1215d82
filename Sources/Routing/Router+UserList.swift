import Framing

extension Router {
  /// How long a list of users is, nearly.
  package var userListByteCount: Int { directory.names.byteCount }

  /// Sends the lists of users that are due, each made once for all who get it.
  ///
  /// - Parameters:
  ///   - now: Milliseconds since 1970.
  ///   - limit: How many lists to send at most.
  /// - Returns: At most one list of each kind; where `nextTick` has not moved there are more.
  package mutating func tick(at now: Int64, atMost limit: Int = .max) -> [Delivery] {
    guard let nextTick, nextTick <= now || nextTick - now > Limits.userListInterval else {
      return []
    }
    if userListRound.isOver {
      userListRound.start(
        with: directory.listReaders.count, version: directory.version, at: now)
    }
    let due = takeDueReaders(at: now, atMost: limit)
    self.nextTick = userListRound.isOver ? nextRound(at: now) : now
    return due.flatMap { kind, ids in send(.userList(directory.userList(kind)), to: ids) }
  }

  /// Goes on with the round until so many are found that have an old list.
  private mutating func takeDueReaders(
    at now: Int64, atMost limit: Int
  ) -> [(FrameKind, [SessionID])] {
    var (json, legacy): ([SessionID], [SessionID]) = ([], [])
    var position = min(userListRound.position, directory.listReaders.count)
    while position > 0, json.count + legacy.count < limit {
      position -= 1
      let id = directory.listReaders[position]
      guard let last = sessions.userList(of: id), last.version != directory.version else {
        continue
      }
      guard isIntervalOver(since: last.sentAt, at: now) else {
        userListRound.waitingSince = min(userListRound.waitingSince ?? last.sentAt, last.sentAt)
        continue
      }
      sessions.noteUserList(directory.version, sentAt: now, to: id)
      if sessions[id]?.kind == .legacy { legacy.append(id) } else { json.append(id) }
    }
    userListRound.position = position
    return [(.json, json), (.legacy, legacy)]
  }

  /// When the next round is due: for those who had to wait, and for what changed while this one went on.
  private func nextRound(at now: Int64) -> Int64? {
    let start = userListRound.startedAt ?? now
    if let since = userListRound.waitingSince { return max(since, start) + Limits.userListInterval }
    return userListRound.version == directory.version ? nil : start + Limits.userListInterval
  }

  /// Marks that who is there has changed; all lists sent until now are old.
  mutating func userListsChanged(at now: Int64) {
    guard userListRound.isOver else { return }
    guard let last = userListRound.startedAt, !isIntervalOver(since: last, at: now) else {
      nextTick = now
      return
    }
    nextTick = last + Limits.userListInterval
  }

  /// The list for a client that has just registered.
  mutating func firstUserList(to id: SessionID, at now: Int64) -> [Delivery] {
    guard let kind = sessions[id]?.kind else { return [] }
    sessions[id]?.member?.userList = (directory.version, now)
    return [.send(.userList(directory.userList(kind)), to: [id])]
  }

  /// Whether a client may be sent a list again; a clock that was put back must not silence it.
  private func isIntervalOver(since then: Int64, at now: Int64) -> Bool {
    now - then >= Limits.userListInterval || now < then
  }
}
