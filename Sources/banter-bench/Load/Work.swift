internal import ArgumentParser

/// The works, each with what it is for.
enum Work: String, CaseIterable, ExpressibleByArgument {
  /// Everybody sends to a partner, 64 messages outstanding: what a message costs when there are many.
  case pairs

  /// The same with one outstanding: what a message costs when there are few.
  case one

  /// Two users, each message answers the one before: how long one takes.
  case pingPong = "ping-pong"

  /// 2,000 messages a second, whatever comes back: what a person waits.
  case steady

  /// One speaks in the room, all others hear it.
  case room

  /// `pairs` beside a crowd that says nothing.
  case idle

  /// `steady` beside the crowd.
  case steadyIdle = "steady-idle"

  /// All connect and register at once, until each has the whole list.
  case join

  var needsCrowd: Bool { self == .idle || self == .steadyIdle }
}
