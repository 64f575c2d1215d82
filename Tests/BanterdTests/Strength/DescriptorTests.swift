import Foundation
import Framing
import Testing
import Transport

@Suite struct DescriptorTests {
  /// Pings until the answer comes; how long that took.
  private func ping(_ client: TestClient, _ number: Int) throws -> Duration {
    let start = MonotonicTime.now()
    client.send(#"{"type":"ping","t":\#(number)}"#)
    #expect(try client.message("pong") == .pong(Int64(number)))
    return MonotonicTime.now() - start
  }

  /// Without an option the limit of clients keeps descriptors back; with one too great they really run out.
  @Test(arguments: [[], ["--max-clients", "1000"]])
  func aStormWithoutDescriptorsCostsNothingAndTellsThoseItTurnsAway(options: [String]) throws {
    let router = try TestRouter(list: options, descriptors: 64)
    let alice = try router.client()
    try alice.enter("alice", version: 2)
    let crowd = try (0..<150).map { _ in try router.client() }
    #expect(router.hasLogged("too_many_connections"))
    let (start, time, log) = (MonotonicTime.now(), try router.facts.processorTime, router.log)
    var answers: [Duration] = []
    for number in 0..<30 {
      answers.append(try ping(alice, number))
      usleep(100_000)
    }
    let seconds = (MonotonicTime.now() - start) / .seconds(1)
    #expect(try router.facts.processorTime - time <= 0.05 * seconds)
    let lines = router.log.dropFirst(log.count).split(separator: "\n").count
    #expect(Double(lines) <= seconds + 1)
    #expect(answers.sorted()[15] < .milliseconds(50))
    // Whoever has been turned away was told so before the end of its stream.
    #expect(Deadline.wait { crowd.filter(\.isClosedNow).count >= 80 })
  }

  @Test func whoIsTurnedAwayForWantOfADescriptorIsToldInItsOwnLanguage() throws {
    let router = try TestRouter("--max-clients", "1000", descriptors: 32)
    let crowd = try (0..<40).map { _ in try router.client() }
    #expect(router.hasLogged("accepting pauses"))
    // Who is accepted before it has said a byte is told in JSON.
    #expect(
      Deadline.wait {
        guard let old = try? router.client(.legacy) else { return false }
        old.send("USERNAME:old")
        return old.next()?.hasPrefix("[server] ") == true && old.isClosedByRouter()
      })
    let new = try router.client()
    new.send(#"{"type":"register","username":"new"}"#)
    guard case .error(let error)? = try new.message() else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .tooManyConnections && error.isFatal == true)
    #expect(new.isClosedByRouter())
    withExtendedLifetime(crowd) {}
  }

  /// Whoever is turned away and comes again at once would else be all that the router does: in two seconds there
  /// are twenty turns of at most 64 each, where without the pauses there are many thousands.
  @Test func whoComesAgainAtOnceIsTakenInTurnsWithPauses() throws {
    let router = try TestRouter("--max-clients", "1000", descriptors: 32)
    let crowd = try (0..<40).map { _ in try router.client() }
    #expect(router.hasLogged("accepting pauses"))
    let end = MonotonicTime.now() + .seconds(2)
    var count = 0
    while MonotonicTime.now() < end {
      #expect(try router.client().isClosedByRouter())
      count += 1
    }
    #expect(1...1_400 ~= count)
    withExtendedLifetime(crowd) {}
  }

  @Test func theSoftLimitIsRaisedAndTheMaximumOfClientsFollows() throws {
    let router = try TestRouter(descriptors: 60, softDescriptors: 40)
    #expect(try router.facts.descriptorLimits == [60, 60])
    // One after the other: all at once, on a busy machine the last ones miss the time to register.
    let clients = try (0..<28).map { number in
      let client = try router.client()
      try client.enter("c\(number)")
      return client
    }
    let late = try router.client()
    late.send(#"{"type":"register","username":"late"}"#)
    guard case .error(let error)? = try late.message() else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .tooManyConnections)
    withExtendedLifetime(clients) {}
  }
}
