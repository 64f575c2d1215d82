/// A message of version 1 or 2, its fields checked; PROTOCOL.md §2 and §4.
package enum Message: Hashable, Sendable {
  case register(Registration)
  case userList([String])
  case chat(Chat)
  case error(ErrorMessage)
  case welcome(Welcome)
  case roster([RosterEntry], rooms: [String])
  case presence(RosterEntry)
  case acknowledgement(Acknowledgement)
  /// `ack` from a client: everything of its log up to this `seq` is stored there.
  case stored(Int64)
  case receipt(Receipt)
  case read(ReadMark)
  case history(HistoryRequest)
  case historyPage(HistoryPage)
  case join(room: String)
  case leave(room: String)
  case members(RoomMembers)
  case away(String?)
  case back
  case typing(Typing)
  /// `link` from a client: it asks for a code for another device.
  case link
  case linkCode(LinkCode)
  /// `keys` from a client: it asks which keys somebody's name belongs to.
  case askKeys(user: String)
  case keys(BoundKeys)
  case ping(Int64)
  case pong(Int64)
  case bye(Bye)

  /// The word in `type`.
  package var type: String {
    switch self {
    case .register: "register"
    case .userList: "user_list"
    case .chat: "chat"
    case .error: "error"
    case .welcome: "welcome"
    case .roster: "roster"
    case .presence: "presence"
    case .acknowledgement, .stored: "ack"
    case .receipt: "receipt"
    case .read: "read"
    case .history, .historyPage: "history"
    case .join: "join"
    case .leave: "leave"
    case .members: "members"
    case .away: "away"
    case .back: "back"
    case .typing: "typing"
    case .link, .linkCode: "link"
    case .askKeys, .keys: "keys"
    case .ping: "ping"
    case .pong: "pong"
    case .bye: "bye"
    }
  }
}
