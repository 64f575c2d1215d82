internal import Logging
internal import Routing
internal import Storage
internal import Transport

/// Takes what is too old or too much out of the logs, in steps so small that nobody waits for them.
extension RouterDaemon {
  private static let linesAtOnce: Int64 = 500
  private static let messagesAtOnce = 500
  private static let pause = Duration.milliseconds(20)

  /// Begins a round: what has come since the last is indexed, for only then it can be pruned; then all users, then
  /// the messages.
  func scheduleRetention() {
    loop.schedule(after: options.retention.interval) { [self] in
      archive?.beginIndexing()
      indexNext()
    }
  }

  private func indexNext() {
    guard !isShuttingDown, let archive, faultTimer == nil else { return scheduleRetention() }
    guard archive.isIndexing else { return pruneNext(Array(router.users.ids)) }
    do throws(SQLiteError) {
      try archive.begin()
      try archive.commit()
    } catch {
      log.error("messages cannot be indexed", metadata: ["error": "\(error.detail)"])
      return scheduleRetention()
    }
    loop.schedule(after: Self.pause) { [self] in indexNext() }
  }

  private func pruneNext(_ users: [UserID]) {
    guard !isShuttingDown, let archive, faultTimer == nil else { return scheduleRetention() }
    var users = users
    var isOver = false
    do throws(SQLiteError) {
      if let user = try nextToPrune(&users, archive) {
        try archive.begin()
        let bytes = try archive.prune(user.id.rawValue, upTo: user.first)
        try archive.commit()
        router.pruned(user.id, first: user.first, bytes: bytes)
        users.append(user.id)
      } else {
        try archive.begin()
        isOver = try archive.sweep(Self.messagesAtOnce) { user, seq in
          seq < router.users[UserID(rawValue: user)]?.first ?? .max
        }
        if isOver {
          try forgetUsers(archive)
          try archive.forgetRooms()
        }
        try archive.commit()
      }
    } catch {
      archive.rollBack()
      isOver = true
      log.error("old messages cannot be deleted", metadata: ["error": "\(error.detail)"])
    }
    guard !isOver else { return scheduleRetention() }
    loop.schedule(after: Self.pause) { [self, users] in pruneNext(users) }
  }

  private func forgetUsers(_ archive: RouterLog) throws(SQLiteError) {
    let oldest = EventLoop.wallClockMilliseconds() - options.retention.milliseconds
    for id in try archive.forgetUsers(before: oldest) { router.forget(UserID(rawValue: id)) }
  }

  /// The next of the users who has too much, and what its oldest number is to be.
  private func nextToPrune(
    _ users: inout [UserID], _ archive: RouterLog
  ) throws(SQLiteError) -> (id: UserID, first: Int64)? {
    while let id = users.popLast() {
      guard let user = router.users[id], user.head >= user.first else { continue }
      let first = try firstKept(of: user, archive)
      if first > user.first { return (id, first) }
    }
    return nil
  }

  private func firstKept(of user: User, _ archive: RouterLog) throws(SQLiteError) -> Int64 {
    let limits = options.retention
    let (id, step) = (user.id.rawValue, Self.linesAtOnce)
    let oldest = (EventLoop.wallClockMilliseconds() - limits.milliseconds) << 20
    let byAge = try archive.firstKept(of: id, since: oldest, from: user.first, limit: step)
    var byAmount = min(user.head - limits.messages + 1, user.first + step)
    if user.bytes > limits.bytes {
      byAmount = max(
        byAmount,
        try archive.firstKept(
          of: id, without: user.bytes - limits.bytes, from: user.first, limit: step))
    }
    // What nobody has fetched yet is only too old, never too much: its senders are told instead.
    return max(byAge, min(byAmount, user.fetched + 1, try archive.indexedEnd(of: id)))
  }
}
