import Framing
import TestSupport
import Testing
import Transport

/// A wall clock that is set forward and back by days.
@Suite struct ClockTests {
  private static let day = 86_400

  private func router(_ clock: JumpingClock, _ arguments: String...) throws -> TestRouter {
    try TestRouter(list: arguments, launcher: clock.launcher)
  }

  @Test func aJumpEndsNobodyAndNoMarkComesTwice() throws {
    let clock = try JumpingClock()
    let router = try router(clock)
    let (alice, stranger) = (try router.client(), try router.client())
    try alice.enter("alice", version: 2)
    var marks: [String] = []
    for (round, days) in [0, 1, -1, 400, -400, 0].enumerated() {
      try clock.jump(to: days * Self.day)
      for number in 0..<20 {
        alice.send(#"{"type":"chat","to":"alice","msg":"hi","cid":"\#(round)-\#(number)"}"#)
        guard case .acknowledgement(let ack)? = try alice.message("ack") else {
          Issue.record("no ack came")
          return
        }
        marks.append(ack.id)
      }
      let old = try router.client()
      try old.enter("guest \(round)")
      let other = try router.client()
      try other.enter("other \(round)")
      // The list that tells of the second comes however the clock stands.
      guard case .userList(let users)? = try old.message("user_list") else {
        Issue.record("no list came")
        return
      }
      #expect(users.contains("other \(round)"))
    }
    #expect(marks == marks.sorted() && Set(marks).count == marks.count)
    try stranger.enter("stranger")
    #expect(router.closeCodes.allSatisfy { $0 == "client_quit" })
  }

  @Test func timeOutsAndRatesGoOnWhenItIsPutBack() throws {
    let clock = try JumpingClock()
    let router = try router(
      clock, "--register-timeout", "1", "--rate", "20", "--burst", "5", "--ping-after", "0.5",
      "--ping-timeout", "0.5")
    let (stranger, alice, silent) = (
      try router.client(), try router.client(), try router.client()
    )
    try silent.enter("silent", version: 2)
    try alice.enter("alice")
    try clock.jump(to: -Self.day)
    let start = MonotonicTime.now()
    alice.send(
      raw: (0..<15).flatMap { alice.frame(#"{"type":"chat","to":"alice","msg":"\#($0)"}"#) })
    for number in 0..<15 {
      guard case .chat(let chat)? = try alice.message("chat") else {
        Issue.record("message \(number) is missing")
        return
      }
      #expect(chat.msg == "\(number)")
    }
    #expect(MonotonicTime.now() - start >= .milliseconds(450))
    #expect(stranger.isClosedByRouter())
    #expect(Deadline.wait { router.closeCodes.count == 2 })
    #expect(Set(router.closeCodes) == ["register_timeout", "idle_timeout"])
  }
}
