import Framing

/// A registered connection.
struct Member {
  let name: Name
  let dialect: Dialect
  let device: String?
  var display: String?

  /// The newest number in this user's log.
  var head: Int64 = 0

  /// What of this user's was relayed last.
  var relayed = RelayedMessages()

  /// Which list of users it was sent last, and when.
  var userList: (version: Int, sentAt: Int64)?

  init(name: Name, dialect: Dialect, device: String? = nil, display: String? = nil) {
    self.name = name
    self.dialect = dialect
    self.device = device
    self.display = display
  }

  var rosterEntry: RosterEntry {
    RosterEntry(user: name.text, state: .online, display: display)
  }

  /// The next number in this user's log.
  mutating func nextSequence() -> Int64 {
    head += 1
    return head
  }
}
