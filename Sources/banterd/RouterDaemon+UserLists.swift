internal import Framing
internal import Routing
internal import Transport

extension RouterDaemon {
  /// How many bytes of lists are written between two looks at the clock.
  private static let listBytesAtOnce = 65_536

  /// Sends lists of users that are due, as many as their pace allows; answers true where more could go at once.
  ///
  /// This comes once all others have written, and takes a fraction of a millisecond.
  func sendDueUserLists() -> Bool {
    guard let due = router.nextTick else { return false }
    let wall = EventLoop.wallClockMilliseconds()
    // What is further away than an interval was due before the wall clock was put back.
    guard due <= wall || due - wall > Limits.userListInterval else {
      return wakeForUserLists(after: .milliseconds(due - wall))
    }
    let start = MonotonicTime.now()
    let count = statistics.messagesReceived
    userListPace.pass(to: start, isTalking: count != countAtLastLists)
    countAtLastLists = count
    guard let step = userListPace.step else {
      return wakeForUserLists(after: userListPace.wait)
    }
    userListPace.spend(sendUserLists(from: start, for: step, at: wall))
    guard let next = router.nextTick else { return false }
    guard next <= wall else { return wakeForUserLists(after: .milliseconds(next - wall)) }
    return userListPace.step != nil || wakeForUserLists(after: userListPace.wait)
  }

  /// Sends lists for so long, at least one; answers with the time that it took.
  private func sendUserLists(
    from start: MonotonicTime, for step: Duration, at wall: Int64
  ) -> Duration {
    let atOnce = max(1, Self.listBytesAtOnce / max(1, router.userListByteCount))
    while true {
      deliver(router.tick(at: wall, atMost: atOnce))
      loop.writeNow()
      let time = MonotonicTime.now() - start
      guard let next = router.nextTick, next <= wall, time < step else { return time }
    }
  }

  /// Sees that the loop doesn't sleep for longer than lists wait.
  private func wakeForUserLists(after delay: Duration) -> Bool {
    if userListTimer == nil {
      userListTimer = loop.schedule(after: delay) { [self] in userListTimer = nil }
    }
    return false
  }
}
