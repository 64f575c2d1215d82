internal import Framing
internal import Logging
internal import Routing
internal import Storage
internal import Transport

/// What came in a wake-up is put into the log in one transaction; then it is acked and delivered.
extension RouterDaemon {
  /// More bytes than these are not left to the end of the wake-up.
  private static let queueBytes = 1 << 20

  /// How long it takes from one piece of room for a new log to the next.
  private static let roomPause = Duration.milliseconds(20)

  /// How long what need not survive a crash may wait to be kept.
  private static let laziness = Duration.seconds(1)

  /// How long the deliberate fault of the checker lasts.
  private static let faultTime = Duration.milliseconds(50)

  /// Opens the log that the options name, and tells the routing who is known.
  func openLog() throws(LogFailure) {
    let folder = state?.path
    do throws(SQLiteError) {
      let log = try RouterLog(folder.map { .file($0 + "/banterd.db") } ?? .memory)
      let users = try log.users().compactMap(User.init)
      let rooms = try log.rooms().compactMap(RoomRecord.init)
      let last = MessageID(rawValue: UInt64(log.lastMessage))
      let numbers = try log.lastNumbers()
      router.restore(
        users: users, rooms: rooms, lastMessage: last, lastRoom: RoomID(rawValue: numbers.room),
        lastUser: UserID(rawValue: numbers.user))
      router.options.serverName = String(UInt64(log.server), radix: 16)
      archive = log
    } catch {
      throw LogFailure(folder: folder ?? "memory", error: error)
    }
    self.log.info("keeping messages", metadata: ["folder": "\(folder ?? "memory")"])
    makeRoom()
  }

  /// Makes the room that a new log wants, in steps so small that nobody waits for them.
  private func makeRoom() {
    loop.schedule(after: Self.roomPause) { [self] in
      if archive?.reserveMore() ?? false { makeRoom() }
    }
  }

  /// Writes what is queued, and answers for it.
  func commitQueue() {
    guard !router.queue.isEmpty, let archive else { return }
    var (queue, turn) = (LogQueue(), LogTurn())
    swap(&queue, &router.queue)
    swap(&turn, &logTurn)
    let newcomers = router.takeNewUsers()
    do throws(SQLiteError) {
      if !archive.database.isInTransaction { try archive.begin() }
      for user in newcomers { try archive.keep(StoredUser(user)) }
      try write(queue, into: archive, &turn)
      if options.hasEarlyAcks { commitLater(archive) } else { try archive.commit() }
      storageWorks()
      announce(turn, of: queue)
    } catch {
      archive.rollBack()
      storageFailed(error, newcomers, turn, queue)
    }
    queue.removeAll()
    turn.removeAll()
    swap(&turn, &logTurn)
    if router.queue.isEmpty { swap(&queue, &router.queue) }
  }

  /// Commits early where much is queued.
  func commitIfMuchIsQueued() {
    if router.queue.bytes.count > Self.queueBytes { commitQueue() }
  }

  private func commitLater(_ archive: RouterLog) {
    guard faultTimer == nil else { return }
    faultTimer = loop.schedule(after: Self.faultTime) { [self] in
      faultTimer = nil
      try? archive.commit()
    }
  }

  private func write(
    _ queue: LogQueue, into archive: RouterLog, _ turn: inout LogTurn
  ) throws(SQLiteError) {
    let now = EventLoop.wallClockMilliseconds()
    for item in queue.items {
      switch item {
      case .posting(let posting): try write(posting, of: queue, into: archive, at: now, &turn)
      case .join(let change):
        try archive.join(change.room.rawValue, named: change.name.text, user: change.user.rawValue)
        turn.results.append(.change(change))
      case .leave(let change):
        try archive.leave(change.room.rawValue, user: change.user.rawValue)
        turn.results.append(.change(change))
      }
    }
  }

  private func write(
    _ posting: Posting, of queue: LogQueue, into archive: RouterLog, at now: Int64,
    _ turn: inout LogTurn
  ) throws(SQLiteError) {
    let (sender, cid) = (posting.sender.rawValue, queue.bytes.span.extracting(posting.cid))
    let mark = archive.mark(of: cid)
    // In this wake-up or ever before.
    if let mark, let found = try archive.message(of: sender, markedAs: cid, mark) {
      let id = MessageID(rawValue: UInt64(found.message))
      return turn.results.append(.again(posting, id, seq: found.seq))
    }
    guard let message = router.number(posting, at: now, into: &turn.lines) else {
      return turn.results.append(.full(posting))
    }
    turn.results.append(.taken(message))
    turn.entries.removeAll()
    for index in message.lines {
      turn.entries.append(user: turn.lines[index].user.rawValue, seq: turn.lines[index].seq)
    }
    archive.append(
      id: Int64(message.id.rawValue), sender: sender, target: posting.target.rawValue, cid: cid,
      mark: mark, entries: turn.entries, text: queue.bytes.span.extracting(posting.text))
  }

  // MARK: Afterwards

  private func announce(_ turn: LogTurn, of queue: LogQueue) {
    var frame = LogFrame()
    swap(&frame, &logFrame)
    defer { swap(&frame, &logFrame) }
    frame.forgetNames()
    let names = router.writtenNames
    for result in turn.results {
      switch result {
      case .taken(let message):
        statistics.logged += 1
        announce(message, with: turn.lines, of: queue, names.span, &frame)
      case .again(let posting, let id, let seq):
        acknowledge(posting, of: queue, id, seq: seq, &frame)
      case .full(let posting):
        deliver(router.refuse(posting, of: queue, because: .mailboxFull))
      case .change(let change): deliver(router.announce(change))
      }
    }
  }

  private func storageFailed(
    _ error: SQLiteError, _ newcomers: [User], _ turn: LogTurn, _ queue: LogQueue
  ) {
    statistics.storageFailures += 1
    if !isStorageFailing {
      log.error("messages cannot be kept", metadata: ["error": "\(error.detail)"])
    }
    isStorageFailing = true
    router.putBack(newcomers)
    router.undo(
      turn.results.compactMap { if case .taken(let message) = $0 { message } else { nil } },
      with: turn.lines)
    let undone = queue.items.reversed().map { router.undo($0, of: queue) }
    for deliveries in undone.reversed() { deliver(deliveries) }
  }

  private func storageWorks() {
    guard isStorageFailing else { return }
    isStorageFailing = false
    log.notice("messages are kept again")
  }

  // MARK: What need not survive a crash

  /// Sees that changes of users and of how far conversations have come are kept before long.
  func keepLazily() {
    guard lazyTimer == nil, router.hasChangedUsers || !reaches.isEmpty else { return }
    lazyTimer = loop.schedule(after: Self.laziness) { [self] in
      lazyTimer = nil
      keepChanges()
    }
  }

  /// Keeps the changes; after a failure they are tried again.
  func keepChanges() {
    guard let archive, faultTimer == nil else { return }
    let users = router.takeChangedUsers()
    do throws(SQLiteError) {
      try archive.begin()
      for user in users { try archive.keep(StoredUser(user)) }
      for (key, reach) in reaches { try archive.keep(reach, of: key) }
      try archive.commit()
      reaches.removeAll()
      storageWorks()
    } catch {
      archive.rollBack()
      router.putBack(users)
      if !isStorageFailing {
        log.error("what has changed cannot be kept", metadata: ["error": "\(error.detail)"])
      }
      isStorageFailing = true
    }
  }

  /// Keeps all that there is, at the end.
  func closeLog() {
    commitQueue()
    keepChanges()
    do { try archive?.finish() } catch {
      log.error("the log could not be finished; the next start takes longer")
    }
    archive = nil
  }
}
