import Foundation
import Framing
import TestSupport
import Testing
import Transport

/// Peers that go, stop or drip without a word.
@Suite struct SilenceTests {
  @Test(arguments: [TestClient.Kind.json, .legacy])
  func onlyAHeaderIsNotWaitedFor(kind: TestClient.Kind) throws {
    let router = try TestRouter("--frame-timeout", "0.2")
    let client = try router.client(kind)
    try client.enter("alice")
    client.send(raw: Array(client.frame(String(repeating: "x", count: 100)).dropLast(100)))
    #expect(try client.isTold(.badFrame, "did not come in time"))
    #expect(client.isClosedByRouter())
    #expect(router.hasLogged("code=protocol_error"))
  }

  @Test(arguments: [TestClient.Kind.json, .legacy])
  func headersOnlyBeforeANameAreNotWaitedFor(kind: TestClient.Kind) throws {
    let router = try TestRouter("--register-timeout", "0.2")
    let client = try router.client(kind)
    client.send(raw: Array(client.frame(String(repeating: "x", count: 100)).dropLast(100)))
    #expect(try client.isTold(.notRegistered, "did not say who you are"))
    #expect(client.isClosedByRouter())
    #expect(router.hasLogged("code=register_timeout"))
  }

  @Test func whoNeverSaysAByteIsClosedWithoutAWordOfALanguageThatItMayNotKnow() throws {
    let router = try TestRouter("--register-timeout", "0.2")
    let client = try router.client()
    #expect(client.next() == nil)
    #expect(client.isClosedByRouter())
    #expect(router.hasLogged("code=register_timeout"))
  }

  @Test(arguments: [1, 2])
  func whoDripsAByteAtATimeIsClosed(version: Int) throws {
    let router = try TestRouter("--frame-timeout", "0.3", "--register-timeout", "0.3")
    let (stranger, client) = (try router.client(), try router.client())
    try client.enter("alice", version: version)
    let frame = client.frame(#"{"text":"\#(String(repeating: "x", count: 4_000))"}"#)
    var position = 0
    #expect(
      Deadline.wait {
        for dripping in [stranger, client] { dripping.send(raw: [frame[position % frame.count]]) }
        position += 1
        return router.closeCodes.count == 2
      })
    #expect(Set(router.closeCodes) == ["protocol_error", "register_timeout"])
  }

  /// A network of the router's own, which is then cut: no end, no reset, nothing.
  @Test(.enabled(if: SystemTool.canMakeNetwork)) func aPeerWhoseNetworkIsCutIsFoundOut() throws {
    let router = try TestRouter(
      list: ["--silence-timeout", "1", "--listen", "127.0.0.1:0"],
      launcher: [
        "/usr/bin/env", "unshare", "-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh",
      ])
    let inside = ["nsenter", "-t", "\(router.pid)", "-n"]
    let client = try TestProcess(
      "/usr/bin/env", inside + ["python3", "-c", Self.silentClient, "\(try router.port)"])
    defer { client.kill() }
    #expect(router.hasLogged("msg=registered"))
    #expect(try SystemTool.run("/usr/bin/env", inside + ["ip", "link", "set", "lo", "down"]) == 0)
    #expect(router.hasLogged("code=idle_timeout"))
  }

  private static let silentClient = """
    import socket, sys, time
    client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    body = b'{"type":"register","username":"alice"}'
    client.sendall(bytes([0, 0, 0, len(body)]) + body)
    time.sleep(20)
    """
}
