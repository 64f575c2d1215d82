/// One way through all who are sent lists of users, from the last to the first.
///
/// Whoever leaves on the way is replaced by the last, who has been looked at: nobody is passed over. Each is sent
/// the newest list there is, which those before may not have seen: then another round follows.
struct UserListRound {
  /// Those in front of this place have still to be looked at.
  var position = 0

  /// Which list was the newest when the round began.
  var version = 0

  /// When it began, in milliseconds since 1970; nil before the first.
  var startedAt: Int64?

  /// The earliest time of those who have an old list but were sent it too short a time ago.
  var waitingSince: Int64?

  var isOver: Bool { position == 0 }

  /// Begins anew.
  mutating func start(with count: Int, version: Int, at now: Int64) {
    (position, startedAt, waitingSince) = (count, now, nil)
    self.version = version
  }
}
