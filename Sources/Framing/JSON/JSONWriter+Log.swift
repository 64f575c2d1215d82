/// The fields of messages about the log, the rooms and how people are.
extension JSONWriter {
  mutating func fields(of receipt: Receipt) {
    field("by", receipt.by)
    field("peer", receipt.peer)
    field("id", receipt.id)
    field("state", receipt.state.rawValue)
  }

  mutating func fields(of code: LinkCode) {
    field("code", code.code)
    field("expires_ms", code.expiresMilliseconds)
  }

  mutating func fields(of keys: BoundKeys) {
    field("user", keys.user)
    field("pins", keys.pins.map(\.text))
  }

  mutating func fields(of mark: ReadMark) {
    field("peer", mark.peer)
    field("id", mark.id)
  }

  mutating func fields(of request: HistoryRequest) {
    field("peer", request.peer)
    field("before", request.before)
    field("limit", request.limit)
  }

  mutating func fields(of page: HistoryPage) {
    field("peer", page.peer)
    key("items")
    beginArray()
    for item in page.items {
      beginObject()
      fields(of: item)
      endObject()
    }
    endArray()
    field("more", page.more)
  }

  mutating func fields(of members: RoomMembers) {
    field("room", members.room)
    field("users", members.users)
  }

  mutating func fields(of typing: Typing) {
    field("to", typing.to)
    field("from", typing.from)
  }
}
