extension Message {
  /// Reads the body of one frame.
  ///
  /// Fields that the type does not have are ignored.
  ///
  /// - Parameters:
  ///   - body: All of the body; nothing may stand around the object but white space.
  ///   - knowsLog: Whether its sender may speak version 2; to version 1 those types are none.
  /// - Returns: The message, its fields within their limits; names are not checked yet.
  /// - Throws: `MessageError`; the connection stays usable.
  package static func parse(
    _ body: Span<UInt8>, knowsLog: Bool = true
  ) throws(MessageError) -> Message {
    let object = try JSONObject.parse(body)
    let type = try object.string("type", in: body)
    guard knowsLog || !logTypes.contains(type) else { throw .unknownType(type) }
    switch type {
    case "register": return .register(try registration(object, in: body))
    case "user_list": return .userList(try object.strings("users", in: body))
    case "chat": return .chat(try chat(object, in: body))
    case "error": return .error(try error(object, in: body))
    case "welcome": return .welcome(try welcome(object, in: body))
    case "roster": return try roster(object, in: body)
    case "presence": return .presence(try rosterEntry(object, in: body))
    case "ack": return try acknowledgement(object, in: body)
    case "receipt": return .receipt(try receipt(object, in: body))
    case "read": return .read(try readMark(object, in: body))
    case "history": return try history(object, in: body)
    case "join": return .join(room: try object.string("room", in: body))
    case "leave": return .leave(room: try object.string("room", in: body))
    case "members": return .members(try members(object, in: body))
    case "away":
      return .away(try object.shownLine("text", upTo: Limits.awayBytes, in: body))
    case "back": return .back
    case "typing": return .typing(try typing(object, in: body))
    case "link": return try link(object, in: body)
    case "keys": return try keys(object, in: body)
    case "ping": return .ping(try object.integer("t", in: body))
    case "pong": return .pong(try object.integer("t", in: body))
    case "bye": return .bye(try bye(object, in: body))
    default: throw .unknownType(type)
    }
  }

  private static let logTypes: Set = [
    "ack", "receipt", "read", "history", "join", "leave", "members", "away", "back", "typing",
    "keys",
  ]

  private static func registration(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Registration {
    let username = try object.string("username", in: body)
    let version = try object.optionalInteger("v", in: body) ?? 1
    switch version {
    case 1: return Registration(username: username)
    case 2:
      return Registration(
        username: username, version: 2,
        device: try object.shortString("device", upTo: Limits.deviceBytes, in: body),
        since: try object.naturalNumber("since", in: body),
        display: try object.shownLine("display", upTo: Limits.displayBytes, in: body),
        token: try object.shortString("token", upTo: Limits.tokenBytes, in: body))
    default: throw .unsupportedVersion(version)
    }
  }

  /// Reads what a `chat` has.
  ///
  /// What only the router may stamp is dropped where it is not of its type, because a client of
  /// version 1 may use those words as fields of its own, which are ignored.
  static func chat(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Chat {
    Chat(
      to: try object.string("to", in: body),
      from: try object.optionalString("from", in: body),
      msg: try object.string("msg", in: body),
      cid: try object.shortString("cid", upTo: Limits.cidBytes, in: body),
      id: (try? object.optionalString("id", in: body)) ?? nil,
      seq: (try? object.optionalInteger("seq", in: body)) ?? nil,
      ts: (try? object.optionalInteger("ts", in: body)) ?? nil)
  }

  private static func error(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> ErrorMessage {
    ErrorMessage(
      msg: try object.string("msg", in: body),
      rawCode: try object.optionalString("code", in: body),
      to: try object.optionalString("to", in: body),
      re: try object.optionalString("re", in: body),
      retryMilliseconds: try object.naturalNumber("retry_ms", in: body),
      isFatal: try object.optionalBoolean("fatal", in: body))
  }

  private static func welcome(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Welcome {
    let limits = try object.object("limits", in: body)
    return Welcome(
      user: try object.string("user", in: body),
      server: try object.string("server", in: body),
      time: try object.integer("time", in: body),
      first: try object.integer("first", in: body),
      head: try object.integer("head", in: body),
      nextPin: try object.pin("next_pin", in: body),
      limits: Welcome.Limits(
        frame: try limits.integer("frame", in: body),
        rate: try limits.naturalNumber("rate", in: body),
        burst: try limits.naturalNumber("burst", in: body),
        pingMilliseconds: try limits.integer("ping_ms", in: body)))
  }

  private static func roster(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Message {
    var entries: [RosterEntry] = []
    for entry in try object.objects("users", in: body) {
      entries.append(try rosterEntry(entry, in: body))
    }
    return .roster(entries, rooms: try object.strings("rooms", in: body))
  }

  private static func rosterEntry(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> RosterEntry {
    guard let state = PresenceState(rawValue: try object.string("state", in: body)) else {
      throw .badField("state")
    }
    return RosterEntry(
      user: try object.string("user", in: body), state: state,
      display: try object.optionalString("display", in: body),
      text: try object.optionalString("text", in: body))
  }

  private static func bye(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Bye {
    Bye(
      rawCode: try object.string("code", in: body),
      retryMilliseconds: try object.naturalNumber("retry_ms", in: body))
  }
}
