import Framing
import Routing

/// A client of the `World`, and what it may be sent.
struct Client {
  let kind: FrameKind
  var decoder: FrameDecoder
  var dialect: Dialect?
  var name: String?
  var isClosing = false
  /// About whose keys it has asked.
  var hasAskedFor: Set<Name> = []

  private var lastSequence: Int64 = 0
  private var lastID = ""
  private var listsAt: [Int64] = []
  private var hasSaidBye = false

  init(kind: FrameKind) {
    self.kind = kind
    decoder = FrameDecoder(kind: kind, limit: Limits.frameBeforeRegister)
  }

  /// Holds one thing that it is sent against its dialect.
  mutating func take(
    _ outgoing: Outgoing, names: KnownNames, at now: Int64
  ) throws(Contradiction) {
    try require(!hasSaidBye, "\(outgoing) after the bye")
    switch try Wire.userList(outgoing) ?? outgoing {
    case .userList: throw Contradiction("no list of users: \(outgoing)")
    case .legacy(let text):
      try require(kind == .legacy, "a line to a client of frames: \(text)")
      try LegacyLine.check(text, names: names)
      if text.hasPrefix(LegacyMessage.userListPrefix) { try noteList(at: now) }
    case .message(let message):
      try require(kind == .json, "\(message) to a legacy client")
      try require(
        types.contains(message.type), "\(message) to \(dialect.map { "\($0)" } ?? "a stranger")")
      try check(message, names: names, at: now)
    }
  }

  /// The types that it knows.
  private var types: Set<String> {
    switch dialect {
    case .version1: ["user_list", "chat", "error"]
    case .version2:
      [
        "welcome", "roster", "presence", "ack", "chat", "ping", "pong", "bye", "error", "members",
        "typing", "keys",
      ]
    case .legacy: []
    case nil: ["error"]
    }
  }

  private mutating func check(
    _ message: Message, names: KnownNames, at now: Int64
  ) throws(Contradiction) {
    switch message {
    case .chat(let chat): try check(chat, names: names)
    case .acknowledgement(let ack) where ack.seq > lastSequence: try note(ack.seq, ack.id)
    case .welcome(let welcome): lastSequence = welcome.head
    case .typing(let typing): try require(typing.from.map(names.contains) ?? false, "\(typing)")
    case .members(let members): try require(members.users.allSatisfy(names.contains), "\(members)")
    case .userList(let users):
      try require(users == users.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, "\(users)")
      try require(users.allSatisfy(names.contains), "\(users)")
      try noteList(at: now)
    case .error(let error): try require(error.code != nil && !error.msg.isEmpty, "\(error)")
    case .keys(let keys):
      let isAsked = (try? Name.parse(keys.user)).map(hasAskedFor.contains) ?? false
      try require(isAsked && keys.pins.count <= Limits.keysOfAName, "\(keys)")
    case .bye(let bye):
      try require(bye.code != nil, "\(bye)")
      hasSaidBye = true
    default: break
    }
  }

  private mutating func check(_ chat: Chat, names: KnownNames) throws(Contradiction) {
    try require(chat.from.map(names.contains) ?? false, "from nobody: \(chat)")
    try require(chat.cid == nil || chat.from == name, "another's mark: \(chat)")
    guard dialect == .version2 else {
      return try require(chat.id == nil && chat.seq == nil && chat.ts == nil, "\(chat)")
    }
    guard let seq = chat.seq, let id = chat.id, chat.ts != nil else {
      throw Contradiction("not stamped: \(chat)")
    }
    try note(seq, id)
  }

  /// Its log has no gap, and its messages sort by `id`.
  private mutating func note(_ seq: Int64, _ id: String) throws(Contradiction) {
    try require(seq == lastSequence + 1, "\(seq) comes after \(lastSequence)")
    try require(id.utf8.count == 16 && lastID < id, "\(id) comes after \(lastID)")
    (lastSequence, lastID) = (seq, id)
  }

  /// Lists come at most once in an interval; only the first, at the registration, may come between.
  private mutating func noteList(at now: Int64) throws(Contradiction) {
    listsAt.append(now)
    guard listsAt.count > 2 else { return }
    let wait = listsAt[listsAt.count - 1] - listsAt[listsAt.count - 2]
    try require(wait >= Limits.userListInterval, "a list \(wait) ms after the one before")
  }
}
