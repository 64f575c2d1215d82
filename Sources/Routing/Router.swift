package import Framing

/// Who receives what: the routing of messages, without a clock, a socket or a byte.
///
/// The daemon tells what happened (`connect`, `receive`, `refuse`, `disconnect`, the time passing in
/// with it) and does what each answer says, in its order. One namespace joins three dialects:
///
///     version 1   chat, error, user_list; nothing else, ever
///     version 2   welcome, roster, then presence by presence; its log, line by line (`Router+Log.swift`)
///     legacy      lines of text, `!USERLIST:`; all of them are in the room `#everyone`
///
/// A version 1 client may say something to `#everyone` but is not sent what is said there: its
/// protocol has no rooms, and it would open a window for each person who speaks.
///
/// Lists of users are coalesced: a change makes them due, `nextTick` says when, `tick` sends them, a few at a time
/// where its caller wants that.
/// A connection that was told to close is deaf from then on; its name is free at once.
///
/// It can't be copied by the way: each call on a copyable one within the daemon counted the references of all its
/// tables, up and down, several times for each message.
package struct Router: ~Copyable, Sendable {
  package struct Options: Sendable {
    package var serverName: String
    package var frameLimit: Int
    package var pingMilliseconds: Int64

    /// Messages in a second, and how many at once, for each client; nil where they are not limited.
    package var rate: Int64?
    package var burst: Int64

    /// Within which time wrong messages are too many, in milliseconds.
    package var strikeWindow = Limits.strikeWindow

    /// How many messages may wait for somebody, and how many bytes a log may hold.
    package var keptMessages: Int64
    package var keptBytes: Int64

    /// Whether a further device of a name is taken for its owner's wherever it comes from.
    package var trustsDevices: Bool

    /// The key that the router will have next, which every `welcome` names.
    package var nextPin: Pin?

    package init(
      serverName: String = "r1", frameLimit: Int = Limits.frameFromClient,
      pingMilliseconds: Int64 = 60_000, rate: Int64? = nil, burst: Int64 = 20,
      keptMessages: Int64 = 10_000, keptBytes: Int64 = 50_000_000, trustsDevices: Bool = false
    ) {
      (self.keptMessages, self.keptBytes) = (keptMessages, keptBytes)
      self.trustsDevices = trustsDevices
      self.serverName = serverName
      self.frameLimit = frameLimit
      self.pingMilliseconds = pingMilliseconds
      (self.rate, self.burst) = (rate, burst)
    }
  }

  /// What holds from now on.
  package var options: Options
  var sessions = SessionTable()
  var directory = Directory()
  var messageIDs = MessageIDs()
  var rooms = RoomTable()

  /// All who are known.
  package internal(set) var users = UserTable()

  /// What is to be put into the log at the end of the wake-up.
  package var queue = LogQueue()

  /// How many pings each client has to answer before what it says is taken again (`Router+Hold.swift`).
  var holds: [SessionID: Int] = [:]

  /// Who is told when the keys of a name change (`Router+Keys.swift`).
  var keyWatches = KeyWatches()

  /// When `tick` has something to do, in milliseconds since 1970; nil for never.
  package internal(set) var nextTick: Int64?

  /// Which of those who are sent lists have still to be looked at.
  var userListRound = UserListRound()

  package init(options: Options = Options()) {
    self.options = options
  }

  /// Makes one that knows the same.
  package init(copying other: borrowing Router) {
    (options, sessions, directory) = (other.options, other.sessions, other.directory)
    (messageIDs, rooms, users) = (other.messageIDs, other.rooms, other.users)
    (queue, nextTick, userListRound) = (other.queue, other.nextTick, other.userListRound)
    (holds, keyWatches) = (other.holds, other.keyWatches)
  }

  /// How many messages were said to somebody or to the room: each has taken an id.
  package var relayedCount: Int { messageIDs.count }

  package var registeredCount: Int { directory.entries.count }

  package func isRegistered(_ id: SessionID) -> Bool { sessions[id]?.member != nil }

  /// The name of a registered connection.
  package func name(of id: SessionID) -> String? { sessions[id]?.member?.name.text }

  /// What a registered connection speaks.
  package func dialect(of id: SessionID) -> Dialect? { sessions[id]?.member?.dialect }

  /// Takes note of a new connection, whose first byte told how it frames.
  ///
  /// - Parameters:
  ///   - id: Its number.
  ///   - kind: How it frames.
  ///   - isNear: Whether it comes from the router's own machine.
  package mutating func connect(_ id: SessionID, speaking kind: FrameKind, isNear: Bool = true) {
    sessions[id] = Session(kind: kind, isNear: isNear)
  }

  /// Takes note that a connection has proved with a key that the name it asks for is its own.
  package mutating func vouch(for id: SessionID) {
    sessions[id]?.isNear = true
  }

  /// Forgets a connection that is closed; the others are told that its person has left.
  package mutating func disconnect(_ id: SessionID, at now: Int64) -> [Delivery] {
    let deliveries = leave(id, at: now)
    sessions[id] = nil
    holds[id] = nil
    keyWatches.remove(id)
    return deliveries
  }

  /// Says good-bye to all and closes them.
  ///
  /// - Parameter retry: After how many milliseconds each should come back.
  /// - Returns: A `bye` to each client of version 2, and the close of every connection.
  package mutating func shutDown(retry: (SessionID) -> Int64) -> [Delivery] {
    let ids = sessions.ids.filter { isListening(to: $0) }.sorted { $0.rawValue < $1.rawValue }
    let deliveries = ids.flatMap { id in
      farewell(to: id, .serverShutdown, retryMilliseconds: retry(id))
    }
    for id in ids {
      sessions[id]?.isClosing = true
      sessions[id]?.member = nil
    }
    for user in Array(users.ids) { users.update(user) { $0.sessions = [] } }
    directory = Directory()
    userListRound = UserListRound()
    nextTick = nil
    return deliveries
  }

  /// Says good-bye to one client, who is to come back after so many milliseconds, and closes it.
  package mutating func dismiss(
    _ id: SessionID, retryMilliseconds: Int64, at now: Int64
  ) -> [Delivery] {
    guard isListening(to: id) else { return [] }
    return farewell(to: id, .serverShutdown, retryMilliseconds: retryMilliseconds)
      + leave(id, at: now)
  }

  /// The last words to a connection, and its close; it is still known.
  func farewell(
    to id: SessionID, _ code: CloseCode, retryMilliseconds: Int64? = nil
  ) -> [Delivery] {
    let close = Delivery.close(id, code)
    guard dialect(of: id) == .version2 else { return [close] }
    let bye = Message.bye(Bye(code, retryMilliseconds: retryMilliseconds))
    return [.send(.message(bye), to: [id]), close]
  }

  /// Takes a connection's person out of all lists, and tells who is still there.
  mutating func leave(_ id: SessionID, at now: Int64) -> [Delivery] {
    sessions[id]?.isClosing = true
    guard let member = sessions[id]?.member else { return [] }
    sessions[id]?.member = nil
    users.change(member.user) { user in
      user.sessions.removeAll { $0 == id }
      user.seen = now
      if user.sessions.isEmpty { user.away = nil }
    }
    if let heir = users[member.user]?.sessions.first {
      directory.removeDevice(member.name, id, member.dialect, heir: heir)
      return []
    }
    directory.remove(member.name)
    userListsChanged(at: now)
    let presence = RosterEntry(user: member.name.text, state: .offline, display: member.display)
    return tell(
      .message(.presence(presence)), line: LegacyText.left(member.name.text), except: id)
  }

  /// Tells everybody of version 2 and of the legacy protocol but `one`, each in its own way.
  func tell(_ message: Outgoing, line: String, except one: SessionID) -> [Delivery] {
    let version2 = directory.sessions(speaking: .version2, except: one)
    let legacy = directory.sessions(speaking: .legacy, except: one)
    return send(message, to: version2) + send(.legacy(line), to: legacy)
  }

  func send(_ outgoing: Outgoing, to ids: [SessionID]) -> [Delivery] {
    ids.isEmpty ? [] : [.send(outgoing, to: ids)]
  }
}
