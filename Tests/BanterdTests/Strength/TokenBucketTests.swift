import Testing
import Transport

@testable import banterd

@Suite struct TokenBucketTests {
  private let start = MonotonicTime(nanoseconds: 5_000_000_000)

  private func take(_ bucket: inout TokenBucket) -> Bool { bucket.takeOne() }
  private func admits(_ gate: inout RateGate) -> Bool { gate.admitsMessage(at: start) }
  private func tells(_ gate: inout RateGate) -> Bool { gate.mustTell() }

  @Test func itHoldsItsBurstAndGainsItsRate() {
    var bucket = TokenBucket(rate: 10, capacity: 3, at: start)
    for _ in 0..<3 { #expect(take(&bucket)) }
    #expect(!take(&bucket))
    #expect(bucket.wait(for: 1) == .milliseconds(100))
    bucket.refill(at: start + .milliseconds(100))
    #expect(take(&bucket))
    #expect(!take(&bucket))
    bucket.refill(at: start + .seconds(1_000))
    #expect(bucket.isFull)
    for _ in 0..<3 { #expect(take(&bucket)) }
    #expect(!take(&bucket))
  }

  @Test func aTimeBeforeTheLastOneGivesNothing() {
    var bucket = TokenBucket(rate: 10, capacity: 1, at: start)
    #expect(take(&bucket))
    bucket.refill(at: MonotonicTime(nanoseconds: 0))
    #expect(!take(&bucket))
  }

  @Test func anOverdraftIsWaitedOff() {
    var bucket = TokenBucket(rate: 1_000, capacity: 1_000, at: start)
    bucket.overdraw(3_000)
    #expect(bucket.wait(for: 0) == .seconds(2))
    bucket.refill(at: start + .seconds(2))
    #expect(bucket.wait(for: 0) == .zero)
  }

  @Test func aGateTellsOnceUntilItsBurstIsBack() throws {
    let limit = RateLimit(messages: 10, burst: 2, bytes: 1_000)
    var gate = try #require(RateGate(limit, at: start))
    gate.received(100, at: start)
    #expect(admits(&gate))
    #expect(admits(&gate))
    #expect(!admits(&gate))
    #expect(gate.delay(isMessageWaiting: true) == .milliseconds(100))
    #expect(tells(&gate))
    gate.received(10, at: start + .milliseconds(100))
    #expect(!tells(&gate))
    gate.received(10, at: start + .seconds(1))
    #expect(tells(&gate))
  }

  @Test func withoutLimitsThereIsNoGate() {
    #expect(RateGate(.unlimited, at: start) == nil)
  }
}
