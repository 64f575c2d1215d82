import Testing
@testable import Transport

@Suite struct RetryScheduleTests {
  private static func seconds(_ count: Double) -> MonotonicTime {
    MonotonicTime(nanoseconds: 1_000_000_000) + .seconds(count)
  }

  private func wait(_ schedule: inout RetrySchedule, at time: Double, asked: Duration? = nil)
    -> Duration
  {
    schedule.failed(at: Self.seconds(time), asked: asked) - Self.seconds(time)
  }

  @Test func theWaitDoublesFromHalfASecondToThirty() {
    var schedule = RetrySchedule()
    for expected in [0.5, 1, 2, 4, 8, 16, 30, 30, 30] {
      let waited = wait(&schedule, at: 0)
      #expect(waited >= .seconds(expected * 0.75) && waited <= .seconds(expected * 1.25))
    }
  }

  @Test func aRouterThatLetsInAndDropsIsNotStormed() {
    var schedule = RetrySchedule()
    for _ in 1...10 {
      schedule.succeeded(at: Self.seconds(0))
      _ = wait(&schedule, at: 1)
    }
    #expect(wait(&schedule, at: 1) >= .seconds(22))
  }

  @Test func aConnectionThatLastedStartsAnew() {
    var schedule = RetrySchedule()
    for _ in 1...10 { _ = wait(&schedule, at: 0) }
    schedule.succeeded(at: Self.seconds(0))
    #expect(wait(&schedule, at: 31) < .seconds(1))
    schedule.succeeded(at: Self.seconds(40))
    _ = wait(&schedule, at: 41)
    #expect(wait(&schedule, at: 100) > .seconds(1), "no connection between lasted")
  }

  @Test func whatTheRouterAsksForIsWaitedForWithinReason() {
    var schedule = RetrySchedule()
    #expect(wait(&schedule, at: 0, asked: .seconds(20)) == .seconds(20))
    #expect(wait(&schedule, at: 0, asked: .milliseconds(Int64.max)) == .seconds(300))
    var eager = RetrySchedule()
    for _ in 1...5 { _ = wait(&eager, at: 0, asked: .zero) }
    #expect(wait(&eager, at: 0, asked: .zero) >= .seconds(12))
  }

  @Test func aPersonWhoTypesIsNotMadeToWaitLongNorTriesWithEachKey() {
    var schedule = RetrySchedule()
    for _ in 1...10 { _ = wait(&schedule, at: 0) }
    schedule.began(at: Self.seconds(100))
    _ = wait(&schedule, at: 100)
    #expect(schedule.soonest(at: Self.seconds(100)) == Self.seconds(102))
    #expect(schedule.soonest(at: Self.seconds(110)) == Self.seconds(110))
  }

  @Test func noTypingGoesAgainstTheWishOfTheRouter() {
    var schedule = RetrySchedule()
    schedule.began(at: Self.seconds(0))
    _ = wait(&schedule, at: 50, asked: .seconds(20))
    #expect(schedule.soonest(at: Self.seconds(51)) == Self.seconds(70))
    _ = wait(&schedule, at: 71)
    #expect(schedule.soonest(at: Self.seconds(72)) == Self.seconds(72))
  }
}
