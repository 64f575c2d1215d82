import Testing
import Transport

@testable import banterd

/// How much time lists of users are given.
@Suite struct UserListPaceTests {
  /// Takes every step that is given in a second, looking each millisecond.
  private func time(isTalking: Bool) -> (first: Duration, then: Duration) {
    var now = MonotonicTime(nanoseconds: 1_000_000_000)
    var pace = UserListPace(at: now)
    var taken = [Duration.zero, .zero]
    for milliseconds in 0..<20_000 {
      now = now + .milliseconds(1)
      pace.pass(to: now, isTalking: isTalking)
      if let step = pace.step {
        #expect(
          step <= (isTalking ? UserListPace.longestStep : UserListPace.longestStepInSilence))
        #expect(step >= UserListPace.leastStep)
        pace.spend(step)
        taken[milliseconds / 10_000] += step
      }
    }
    return (taken[0], taken[1])
  }

  @Test func whilePeopleTalkListsTakeOnePercent() {
    let time = time(isTalking: true)
    #expect(abs(time.first / UserListPace.purse - 3) < 0.5)
    #expect(abs(time.then / .milliseconds(100) - 1) < 0.05)
  }

  @Test func whileNobodyTalksListsAreGivenAStepAtEveryLook() {
    let given = UserListPace.longestStepInSilence * 10_000
    #expect(abs(time(isTalking: false).then / given - 1) < 0.01)
  }

  @Test func afterTheTimeToWaitThereIsEnoughForAStep() {
    var now = MonotonicTime(nanoseconds: 1_000_000_000)
    var pace = UserListPace(at: now)
    pace.pass(to: now, isTalking: true)
    pace.spend(UserListPace.purse + .milliseconds(3))
    #expect(pace.step == nil)
    #expect(pace.wait > .milliseconds(100))
    now = now + pace.wait + .microseconds(1)
    pace.pass(to: now, isTalking: true)
    #expect(pace.step != nil)
  }
}
