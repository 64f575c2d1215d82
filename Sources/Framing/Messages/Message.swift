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
    case .acknowledgement: "ack"
    case .ping: "ping"
    case .pong: "pong"
    case .bye: "bye"
    }
  }
}
