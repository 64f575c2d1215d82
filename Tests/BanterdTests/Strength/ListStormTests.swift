import Framing
import Testing

/// Lists of users for many people at once.
@Suite struct ListStormTests {
  let door = UnixDoor()
  let socket = TemporaryFile()

  private func turns() throws -> Double {
    let page = PrometheusPage(try TestScraper.page("/metrics", at: socket.path).body)
    return try #require(page["banter_loop_busy_seconds_count"])
  }

  @Test func aRoundOfListsIsSpreadOverManyTurnsSoThatAChatOvertakesIt() throws {
    let router = try TestRouter(list: [
      "--listen", door.argument, "--metrics", "unix:\(socket.path)",
    ])
    // Names of nearly 96 bytes: one list for each is twenty megabytes.
    let readers = try (0..<450).map { number in
      let client = try door.client()
      try client.enter(String(repeating: "李", count: 28) + "\(1_000 + number)")
      return client
    }
    let (alice, bob) = (try door.client(), try door.client())
    try alice.enter("alice", version: 2)
    try bob.enter("bob", version: 2)
    for reader in readers { try wait(for: "bob", in: reader) }
    let before = try turns()
    let guest = try door.client()
    try guest.enter("guest")
    alice.send(#"{"type":"chat","to":"bob","msg":"hi"}"#)
    #expect(try bob.message("chat") != nil)
    for reader in readers { try wait(for: "guest", in: reader) }
    // The guest, the chat and the two looks at the metrics take some six; all lists in one turn would be one more.
    #expect(try turns() - before > 15)
    #expect(router.closeCodes.isEmpty)
  }

  private func wait(for name: String, in reader: TestClient) throws {
    while case .userList(let users)? = try reader.message() {
      if users.contains(name) { return }
    }
    Issue.record("the list with \(name) did not come")
  }
}
