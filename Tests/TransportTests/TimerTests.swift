import Testing
@testable import Transport

@Suite struct TimerTests {
  let loop = EventLoop()

  @Test func timersFireInTheOrderOfTheirTimeAndNeverEarly() {
    let start = MonotonicTime.now()
    var fired: [(Int, Duration)] = []
    for delay in [30, 10, 20] {
      loop.schedule(after: .milliseconds(delay)) {
        fired.append((delay, MonotonicTime.now() - start))
      }
    }
    loop.run(until: { fired.count == 3 })
    #expect(fired.map(\.0) == [10, 20, 30])
    for (delay, passed) in fired { #expect(passed >= .milliseconds(delay)) }
  }

  @Test func timersOfOneMomentFireInTheOrderOfTheirMaking() {
    var queue = TimerQueue()
    var order: [Int] = []
    for index in 0..<10 { _ = queue.add(at: MonotonicTime(nanoseconds: 5)) { order.append(index) } }
    for id in queue.due(at: MonotonicTime(nanoseconds: 5)) { queue.take(id)?() }
    #expect(order == Array(0..<10))
  }

  @Test func aCancelledTimerNeverFiresNotEvenByOneOfTheSameWakeUp() {
    var fired: [String] = []
    var second: TimerID?
    loop.schedule(after: .zero) {
      fired.append("first")
      if let second { loop.cancel(second) }
    }
    second = loop.schedule(after: .zero) { fired.append("second") }
    loop.schedule(after: .milliseconds(5)) { fired.append("third") }
    loop.run(until: { fired.contains("third") })
    #expect(fired == ["first", "third"])
  }

  @Test func aTimerThatSchedulesItselfAtOnceDoesNotStarveTheLoop() {
    var count = 0
    func again() {
      count += 1
      loop.schedule(after: .zero, again)
    }
    again()
    loop.turn()
    loop.turn()
    #expect(count <= 3)
  }

  @Test func cancelledTimersDoNotPileUp() {
    var queue = TimerQueue()
    for _ in 0..<10_000 {
      queue.cancel(queue.add(at: MonotonicTime(nanoseconds: 1)) {})
    }
    #expect(queue.count == 0)
    #expect(queue.heldCount <= 65)
    #expect(queue.nextDeadline() == nil)
  }

  @Test func aDelayWithoutEndIsTheEndOfTime() {
    #expect(MonotonicTime(nanoseconds: 1) + .seconds(Int64.max) == MonotonicTime(nanoseconds: .max))
    #expect(MonotonicTime(nanoseconds: 5) - MonotonicTime(nanoseconds: 2) == .nanoseconds(3))
  }
}
