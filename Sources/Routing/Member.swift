import Framing

/// A registered connection.
struct Member {
  let user: UserID
  let name: Name
  let dialect: Dialect
  let device: String?
  var display: String?

  /// The newest of its user's log that the client has stored.
  var since: Int64?

  /// When it was last told that this client's user writes.
  var typingSince: Int64?

  /// Which list of users it was sent last, and when.
  var userList: (version: Int, sentAt: Int64)?

  init(
    user: UserID, name: Name, dialect: Dialect, device: String? = nil, display: String? = nil,
    since: Int64? = nil
  ) {
    (self.user, self.since) = (user, since)
    self.name = name
    self.dialect = dialect
    self.device = device
    self.display = display
  }

  var rosterEntry: RosterEntry {
    RosterEntry(user: name.text, state: .online, display: display)
  }
}
