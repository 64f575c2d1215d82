/// The messages about the log, the rooms and how people are.
extension Message {
  /// Reads an `ack`: a router's has the `cid` of a chat, a client's tells how far its log is stored.
  static func acknowledgement(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Message {
    guard let cid = try object.shortString("cid", upTo: Limits.cidBytes, in: body) else {
      guard let seq = try object.naturalNumber("seq", in: body) else { throw .badField("seq") }
      return .stored(seq)
    }
    return .acknowledgement(
      Acknowledgement(
        cid: cid, id: try object.string("id", in: body), seq: try object.integer("seq", in: body),
        ts: try object.integer("ts", in: body)))
  }

  static func receipt(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Receipt {
    guard let state = DeliveryState(rawValue: try object.string("state", in: body)) else {
      throw .badField("state")
    }
    return Receipt(
      by: try object.string("by", in: body), peer: try object.optionalString("peer", in: body),
      id: try object.string("id", in: body), state: state)
  }

  static func readMark(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> ReadMark {
    ReadMark(peer: try object.string("peer", in: body), id: try object.string("id", in: body))
  }

  /// Reads a `history`: a router's has `items`.
  static func history(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Message {
    let peer = try object.string("peer", in: body)
    guard object.has("items", in: body) else {
      let limit = try object.optionalInteger("limit", in: body)
      guard (limit ?? 1) >= 1 else { throw .badField("limit") }
      return .history(
        HistoryRequest(
          peer: peer, before: try object.naturalNumber("before", in: body), limit: limit))
    }
    var items: [Chat] = []
    for item in try object.objects("items", in: body) { items.append(try chat(item, in: body)) }
    guard let more = try object.optionalBoolean("more", in: body) else { throw .badField("more") }
    return .historyPage(HistoryPage(peer: peer, items: items, more: more))
  }

  static func members(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> RoomMembers {
    RoomMembers(
      room: try object.string("room", in: body), users: try object.strings("users", in: body))
  }

  /// Reads a `link`: a router's has a `code`.
  static func link(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Message {
    guard let code = try object.shortString("code", upTo: Limits.tokenBytes, in: body) else {
      return .link
    }
    guard let time = try object.naturalNumber("expires_ms", in: body) else {
      throw .badField("expires_ms")
    }
    return .linkCode(LinkCode(code: code, expiresMilliseconds: time))
  }

  /// Reads a `keys`: a router's has `pins`.
  static func keys(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Message {
    let user = try object.string("user", in: body)
    guard object.has("pins", in: body) else { return .askKeys(user: user) }
    return .keys(
      BoundKeys(user: user, pins: try object.pins("pins", upTo: Limits.keysOfAName, in: body)))
  }

  static func typing(
    _ object: JSONObject, in body: Span<UInt8>
  ) throws(MessageError) -> Typing {
    Typing(
      to: try object.string("to", in: body), from: try object.optionalString("from", in: body))
  }
}
