internal import Framing
internal import Routing

/// What only the newest of is worth sending to a reader that lags.
enum News: Hashable {
  case userList
  case presence(of: String)
  case keys(of: String)

  /// The kind of news in a message; nil where it is none, and every one of its kind counts.
  init?(_ outgoing: Outgoing) {
    switch outgoing {
    case .message(.presence(let entry)): self = .presence(of: entry.user)
    case .message(.keys(let keys)): self = .keys(of: keys.user)
    case .userList: self = .userList
    default: return nil
    }
  }
}
