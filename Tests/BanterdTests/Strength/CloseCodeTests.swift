import Framing
import Glibc
import Testing

@Suite struct CloseCodeTests {
  /// Every kind of end that a client can bring about, one after another; then the router's own.
  @Test func everyCloseHasOneCodeInTheLogAndInTheCount() throws {
    let door = UnixDoor()
    let router = try TestRouter(
      list: [
        "--listen", door.argument, "--listen", "127.0.0.1:0", "--register-timeout", "1",
        "--frame-timeout", "0.5", "--ping-after", "0.5", "--ping-timeout", "0.5",
        "--queue-limit", "20000", "--flush-timeout", "0.2",
      ], listeners: 2)
    var expected = try endsOfStrangers(of: router, door)
    expected += try endsOfMembers(of: router, door)
    let last = try door.client()
    try last.enter("last")
    router.send(SIGTERM)
    #expect(last.isClosedByRouter())
    last.close()
    #expect(router.waitForExit() == 0)
    expected.append("server_shutdown")
    #expect(router.closeCodes.sorted() == expected.sorted())
    #expect(counts(in: router.log) == Dictionary(grouping: expected) { $0 }.mapValues(\.count))
    #expect(Set(expected).isSubset(of: CloseCode.allCases.map(\.rawValue)))
  }

  private func endsOfStrangers(of router: TestRouter, _ door: UnixDoor) throws -> [String] {
    let sent: [(code: String, bytes: [UInt8])] = [
      ("bad_protocol", [0xFF]), ("frame_too_large", [0, 1, 0, 0]), ("register_timeout", []),
      ("name_invalid", try door.client().frame(##"{"type":"register","username":"#"}"##)),
    ]
    for (code, bytes) in sent {
      let client = try door.client()
      client.send(raw: bytes)
      #expect(client.isClosedByRouter(), "\(code)")
    }
    // The client that only made a frame ended too.
    return sent.map(\.code) + ["client_quit"]
  }

  private func endsOfMembers(of router: TestRouter, _ door: UnixDoor) throws -> [String] {
    let alice = try door.client()
    try alice.enter("alice", version: 2, device: "one")
    let thief = try door.client()
    thief.send(#"{"type":"register","username":"Alice"}"#)
    #expect(thief.isClosedByRouter())
    let again = try door.client()
    try again.enter("alice", version: 2, device: "one")
    #expect(alice.isClosedByRouter())
    #expect(again.isClosedByRouter(), "it does not answer pings")
    let half = try door.client()
    try half.enter("half")
    half.send(raw: [0])
    #expect(half.isClosedByRouter())
    let stuck = try door.client()
    try stuck.enter("stuck")
    let sender = try door.client()
    try sender.enter("sender")
    let text = String(repeating: "x", count: 10_000)
    #expect(
      Deadline.wait {
        sender.send(#"{"type":"chat","to":"stuck","msg":"\#(text)"}"#)
        // It reads what it is told.
        return !sender.isClosedNow && router.log.contains("code=slow_consumer")
      })
    sender.endSending()
    #expect(sender.isClosedByRouter())
    let gone = try TestClient(.json, port: try port(of: router))
    try gone.enter("gone")
    gone.reset()
    #expect(router.hasLogged("code=peer_reset"))
    return [
      "name_taken", "replaced", "idle_timeout", "protocol_error", "slow_consumer", "client_quit",
      "peer_reset",
    ]
  }

  private func port(of router: TestRouter) throws -> UInt16 {
    try #require(router.lines.last?.split(separator: ":").last.flatMap { UInt16($0) })
  }

  /// The counters of the last line, `closes="client_quit:2 replaced:1"`.
  private func counts(in log: String) -> [String: Int] {
    let text = log.split(separator: "\n").last?.split(separator: "\"").last ?? ""
    let pairs = text.split(separator: " ").map { $0.split(separator: ":") }
    return Dictionary(
      pairs.compactMap { pair in Int(pair.last ?? "").map { (String(pair[0]), $0) } },
      uniquingKeysWith: { $0 + $1 })
  }
}
