import Framing
import Glibc
import Testing

/// The limits of addresses, with loopback counted as any other.
@Suite struct AddressTests {
  /// Whether a client is told that there are too many, and closed.
  private func isTurnedAway(_ client: TestClient) throws -> Bool {
    client.send(#"{"type":"register","username":"late"}"#)
    guard case .error(let error)? = try client.message() else { return false }
    return error.code == .tooManyConnections && error.isFatal == true && client.isClosedByRouter()
  }

  @Test func theSeventeenthOfAnAddressIsTurnedAwayInItsOwnLanguage() throws {
    let router = try TestRouter("--limit-loopback")
    var clients = try (0..<16).map { _ in try router.client() }
    for (number, client) in clients.enumerated() { try client.enter("c\(number)") }
    #expect(try isTurnedAway(try router.client()))
    let old = try router.client(.legacy)
    old.send("USERNAME:old")
    #expect(old.next()?.hasPrefix("[server] ") == true)
    #expect(old.isClosedByRouter())
    try router.client(from: 0x7F00_0002).enter("neighbour")
    clients.removeLast().close()
    #expect(Deadline.wait { (try? router.client())?.isLetIn(as: "next") ?? false })
    #expect(Deadline.wait { router.closeCodes.filter { $0 == "too_many_connections" }.count >= 1 })
  }

  @Test func anAddressIsLetInAgainWhenItsWindowIsOver() throws {
    let router = try TestRouter(
      "--limit-loopback", "--max-new-per-address", "3", "--address-window", "1")
    for number in 0..<3 {
      let client = try router.client()
      // A slow machine may need longer than the window for the three.
      _ = client.isLetIn(as: "c\(number)")
    }
    #expect(Deadline.wait { (try? router.client())?.isLetIn(as: "late") ?? false })
  }

  @Test func thirtyTwoConnectionsInTenMinutesAreEnough() throws {
    let router = try TestRouter("--limit-loopback", "--max-per-address", "unlimited")
    for number in 0..<32 {
      let client = try router.client()
      try client.enter("c\(number)")
      client.close()
    }
    #expect(try isTurnedAway(try router.client()))
    try router.client(from: 0x7F00_0002).enter("neighbour")
  }

  @Test func loopbackIsExemptByDefault() throws {
    let router = try TestRouter()
    let clients = try (0..<100).map { _ in try router.client() }
    for (number, client) in clients.enumerated() { try client.enter("c\(number)") }
  }

  @Test func ofStrangersNoMoreThanSixtyFourAreKept() throws {
    let router = try TestRouter(
      "--limit-loopback", "--max-per-address", "unlimited", "--max-new-per-address", "unlimited")
    let friend = try router.client()
    try friend.enter("friend", version: 2)
    let crowd = try (0..<300).map { _ in try router.client() }
    // The refused are told at once or when they say something; the others hear nothing.
    for client in crowd { client.send(raw: [0]) }
    friend.send(#"{"type":"ping","t":1}"#)
    #expect(try friend.message() == .pong(1))
    #expect(
      Deadline.wait { (33...64).contains(crowd.filter { !$0.isClosedNow }.count) })
    friend.send(#"{"type":"ping","t":2}"#)
    #expect(try friend.message() == .pong(2))
    for client in crowd { client.close() }
    #expect(Deadline.wait { (try? router.client())?.isLetIn(as: "late") ?? false })
  }

  @Test func theLimitsCanBeLifted() throws {
    let router = try TestRouter(
      "--limit-loopback", "--max-per-address", "unlimited", "--max-new-per-address", "unlimited",
      "--max-unregistered", "unlimited")
    let clients = try (0..<150).map { _ in try router.client() }
    for (number, client) in clients.enumerated() { try client.enter("c\(number)") }
  }
}
