extension JSONWriter {
  /// Writes the body of one message.
  mutating func write(_ message: Message) {
    beginObject()
    field("type", message.type)
    switch message {
    case .register(let registration): fields(of: registration)
    case .userList(let users): field("users", users)
    case .chat(let chat): fields(of: chat)
    case .error(let error): fields(of: error)
    case .welcome(let welcome): fields(of: welcome)
    case .roster(let entries, let rooms): fields(of: entries, rooms: rooms)
    case .presence(let entry): fields(of: entry)
    case .acknowledgement(let acknowledgement): fields(of: acknowledgement)
    case .stored(let seq): field("seq", seq)
    case .receipt(let receipt): fields(of: receipt)
    case .read(let mark): fields(of: mark)
    case .history(let request): fields(of: request)
    case .historyPage(let page): fields(of: page)
    case .join(let room), .leave(let room): field("room", room)
    case .members(let members): fields(of: members)
    case .away(let text): field("text", text)
    case .back: break
    case .typing(let typing): fields(of: typing)
    case .link: break
    case .linkCode(let code): fields(of: code)
    case .askKeys(let user): field("user", user)
    case .keys(let keys): fields(of: keys)
    case .ping(let t), .pong(let t): field("t", t)
    case .bye(let bye): fields(of: bye)
    }
    endObject()
  }

  private mutating func fields(of registration: Registration) {
    field("username", registration.username)
    guard registration.version > 1 else { return }
    field("v", Int64(registration.version))
    field("device", registration.device)
    field("since", registration.since)
    field("display", registration.display)
    field("token", registration.token)
  }

  mutating func fields(of chat: Chat) {
    field("seq", chat.seq)
    field("id", chat.id)
    field("to", chat.to)
    field("from", chat.from)
    field("msg", chat.msg)
    field("cid", chat.cid)
    field("ts", chat.ts)
  }

  private mutating func fields(of error: ErrorMessage) {
    field("code", error.rawCode)
    field("msg", error.msg)
    field("to", error.to)
    field("re", error.re)
    field("retry_ms", error.retryMilliseconds)
    field("fatal", error.isFatal)
  }

  private mutating func fields(of welcome: Welcome) {
    field("v", 2)
    field("user", welcome.user)
    field("server", welcome.server)
    field("time", welcome.time)
    field("first", welcome.first)
    field("head", welcome.head)
    field("next_pin", welcome.nextPin?.text)
    key("limits")
    beginObject()
    field("frame", welcome.limits.frame)
    field("rate", welcome.limits.rate)
    field("burst", welcome.limits.burst)
    field("ping_ms", welcome.limits.pingMilliseconds)
    endObject()
  }

  private mutating func fields(of entries: [RosterEntry], rooms: [String]) {
    key("users")
    beginArray()
    for entry in entries {
      beginObject()
      fields(of: entry)
      endObject()
    }
    endArray()
    field("rooms", rooms)
  }

  private mutating func fields(of entry: RosterEntry) {
    field("user", entry.user)
    field("state", entry.state.rawValue)
    field("display", entry.display)
    field("text", entry.text)
  }

  private mutating func fields(of acknowledgement: Acknowledgement) {
    field("cid", acknowledgement.cid)
    field("id", acknowledgement.id)
    field("seq", acknowledgement.seq)
    field("ts", acknowledgement.ts)
  }

  private mutating func fields(of bye: Bye) {
    field("code", bye.rawCode)
    field("retry_ms", bye.retryMilliseconds)
  }
}
