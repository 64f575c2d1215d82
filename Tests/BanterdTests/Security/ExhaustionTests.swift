import Foundation
import Framing
import Glibc
import Testing
import Transport

/// Memory and processor that somebody would have the router spend.
@Suite struct ExhaustionTests {
  @Test(arguments: [TestClient.Kind.json, .legacy])
  func aLengthThatIsOnlyAnnouncedTakesNoMemory(kind: TestClient.Kind) throws {
    let router = try TestRouter("--max-frame", "1048576")
    let crowd = try (0..<100).map { _ in try router.client(kind) }
    for (number, client) in crowd.enumerated() { try client.enter("c\(number)") }
    let before = try router.facts.dataMemory
    let text = String(repeating: "x", count: 1_000_000)
    for client in crowd { client.send(raw: Array(client.frame(text).prefix(65))) }
    // Whoever comes after them is served after them.
    let last = try router.client()
    try last.enter("last")
    #expect(try router.facts.dataMemory - before < 16 << 10)
    withExtendedLifetime(crowd) {}
  }

  @Test func whoTalksIsAnsweredBeforeMostOfACrowdThatShakesHands() throws {
    // A machine that does much else may let the test look late: then all have been answered, so it looks again.
    #expect(try (1...5).contains { _ in try answeredBeforeATalker(of: 64) <= 32 })
  }

  /// How many of a crowd that begins at once have an answer to it when somebody who asks after them has theirs.
  private func answeredBeforeATalker(of count: Int) throws -> Int {
    let router = try TestRouter()
    let hello = try Self.hello(to: router)
    let talker = try router.client()
    try talker.enter("talker", version: 2)
    let before = router.facts.descriptorCount
    let crowd = try (0..<count).map { _ in try router.client() }
    #expect(Deadline.wait { router.facts.descriptorCount >= before + count })
    // All of it is there when the router next looks.
    router.send(SIGSTOP)
    for client in crowd { client.send(raw: hello) }
    talker.send(#"{"type":"ping","t":1}"#)
    router.send(SIGCONT)
    #expect(try talker.message("pong") == .pong(1))
    let answered = crowd.count(where: \.hasAnswer)
    #expect(Deadline.wait { crowd.allSatisfy(\.hasAnswer) })
    return answered
  }

  /// What a client begins a handshake with.
  private static func hello(to router: TestRouter) throws -> [UInt8] {
    let recorder = try RecordingRelay(to: router.port)
    _ = try SecureClient(recorder.endpoint, near: recorder)
    try #require(recorder.sent.count > 5)
    return Array(recorder.sent.prefix(5 + Int(recorder.sent[3]) << 8 + Int(recorder.sent[4])))
  }

  @Test func manyKeysInOneObjectTakeNoMoreTimeThanTheirBytes() throws {
    let router = try TestRouter()
    let client = try router.client()
    try client.enter("alice", version: 2)
    let few = try time(of: router, reading: keys(300), by: client)
    let many = try time(of: router, reading: keys(3_000), by: client)
    // Ten times as many: each with each other would be a hundred times.
    #expect(many < (few + 0.03) * 20, "\(few) and \(many)")
  }

  /// The members of an object: none is like another, and all are where a message has none.
  private func keys(_ count: Int) -> String {
    (0..<count).map { #","\u006bey\#($0 + 10_000)":0"# }.joined()
  }

  private func time(
    of router: TestRouter, reading members: String, by client: TestClient
  ) throws -> Double {
    let before = try router.facts.processorTime
    for number in 0..<20 {
      client.send(#"{"type":"ping","t":\#(number)\#(members)}"#)
      #expect(try client.message("pong") == .pong(Int64(number)))
    }
    return try router.facts.processorTime - before
  }
}
