import Foundation
import Framing
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
