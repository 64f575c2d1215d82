import Foundation
import Framing
import Glibc
import Testing
import Transport

/// banterd's own commands on a running router.
@Suite struct ControlTests {
  @Test func usersTellsWhoIsHereAndWhoseEachNameIs() throws {
    let router = try TestRouter()
    let identity = try TLSIdentity.make()
    let (gone, here, plain) = (
      try SecureClient(router, .make()), try SecureClient(router, identity), try router.client()
    )
    try gone.enter("gone")
    gone.close()
    #expect(router.hasLogged("code=client_quit"))
    try here.enter("here")
    try plain.enter("plain")
    let lines = try command(router, "users").split(separator: "\n").map {
      $0.split(separator: "\t")
    }
    #expect(lines.map { $0[0] } == ["here", "plain", "gone"])
    #expect(lines[0][1...3] == ["online", "version2", "tls"] && lines[0][5] == "\(identity.pin)")
    #expect(lines[1][1...3] == ["online", "version1", "clear"])
    #expect(lines[2][1] == "offline")
  }

  @Test func somebodyIsRemovedAndMayComeAgain() throws {
    let router = try TestRouter()
    let (secure, plain) = (try SecureClient(router, .make()), try router.client())
    try secure.enter("secure")
    try plain.enter("plain")
    _ = try command(router, "kick", "SECURE")
    guard case .bye(let bye) = try secure.message("bye") else {
      Issue.record("no bye came")
      return
    }
    #expect(bye.code == .kicked)
    #expect(secure.isClosedByRouter())
    _ = try command(router, "kick", "plain")
    #expect(plain.isClosedByRouter())
    #expect(router.hasLogged("code=kicked"))
    #expect(router.hasLogged("request=\"kick plain\" uid=\(getuid())"))
    try router.client().enter("plain")
    let nobody = Tool.run(TestRouter.binary, "kick", "nobody", "--state", router.state)
    #expect(nobody.status == 69 && nobody.error.contains("not here"))
  }

  @Test func bansHoldForNamesKeysAndAddressesAndOverARestart() throws {
    let folder = TemporaryFile()
    let router = try TestRouter("--state", folder.path)
    let identity = try TLSIdentity.make()
    let client = try SecureClient(router, identity)
    try client.enter("alice")
    let other = try router.client(from: 0x7F00_0005)
    try other.enter("other")
    _ = try command(router, "ban", "\(identity.pin)")
    #expect(client.isClosedByRouter())
    _ = try command(router, "ban", "127.0.0.5")
    #expect(other.isClosedByRouter())
    _ = try command(router, "ban", "Mallory")
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
    let second = try TestRouter("--state", folder.path)
    let again = try SecureClient(second, identity)
    again.register("carol")
    #expect(try again.error()?.code == .forbidden)
    let near = try second.client(from: 0x7F00_0005)
    #expect(!near.isLetIn(as: "near"))
    #expect(try !second.client().isLetIn(as: "mallory"))
    for who in ["\(identity.pin)", "127.0.0.5", "MALLORY"] { _ = try command(second, "unban", who) }
    #expect(
      try command(second, "users").split(separator: "\n").allSatisfy { !$0.contains("banned") })
    #expect(try second.client(from: 0x7F00_0005).isLetIn(as: "mallory"))
  }

  @Test func aFingerprintThatBeginsWithADashIsNoOption() throws {
    let router = try TestRouter()
    let pin = try #require(Pin([0xf8] + Array(repeating: 0, count: Pin.byteCount - 1)))
    #expect(pin.text.hasPrefix("-"))
    _ = try command(router, "ban", pin.text)
    #expect(try command(router, "users").contains(pin.text))
    _ = try command(router, "unban", pin.text)
    #expect(try !command(router, "users").contains(pin.text))
    let cut = Tool.run(TestRouter.binary, "ban", String(pin.text.dropLast()))
    #expect(cut.status == 64, "only a whole fingerprint is one")
  }

  @Test func aNameIsTakenFromItsKeys() throws {
    let router = try TestRouter()
    let client = try SecureClient(router, .make())
    try client.enter("alice")
    client.close()
    #expect(router.hasLogged("code=client_quit"))
    _ = try command(router, "unbind", "alice")
    try SecureClient(router, .make()).enter("alice")
    let again = Tool.run(TestRouter.binary, "unbind", "bob", "--state", router.state)
    #expect(again.status == 69 && again.error.contains("belongs to no key"))
  }

  @Test func theKeyIsChangedInTwoSteps() throws {
    let folder = TemporaryFile()
    let router = try TestRouter("--state", folder.path)
    let client = try SecureClient(router)
    let old = try #require(client.connection.peerPin)
    #expect(try client.enter("a")?.nextPin == nil)
    let early = Tool.run(TestRouter.binary, "rotate-key", "--switch", "--state", folder.path)
    #expect(early.status == 69 && early.error.contains("no next key"))
    let told = try command(router, "rotate-key")
    #expect(try command(router, "rotate-key") == told)
    let second = try SecureClient(router, pin: old)
    let next = try #require(try second.enter("b")?.nextPin)
    #expect(told.contains(next.text) && next != old)
    router.send(SIGHUP)
    #expect(router.hasLogged("configuration read anew"))
    #expect(try SecureClient(router).enter("c")?.nextPin == next)
    _ = try command(router, "rotate-key", "--switch")
    let third = try SecureClient(router, pin: next)
    #expect(try third.enter("d")?.nextPin == nil)
    // Who was there stays.
    second.send(#"{"type":"ping","t":7}"#)
    #expect(try second.message("pong") == .pong(7))
    #expect(throws: ConnectError.self) { try SecureClient(router, pin: old) }
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
    _ = try SecureClient(TestRouter("--state", folder.path), pin: next)
  }

  @Test func withoutARouterTheCommandsSaySo() {
    for words in [["users"], ["kick", "a"], ["invite"], ["rotate-key"]] {
      let result = Tool.run(TestRouter.binary, list: words + ["--state", "/nowhere"])
      #expect(result.status == 69)
      #expect(result.error.contains("no router answers at /nowhere/control"))
    }
  }

  @Test func onlyRootAndTheRoutersOwnUserMayAsk() throws {
    // Another user than root can be had only by root.
    guard getuid() == 0, Tool.exists("setpriv") else { return }
    let router = try TestRouter()
    for path in [router.state, router.state + "/control"] {
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
    }
    let script = """
      import socket
      s = socket.socket(socket.AF_UNIX)
      s.connect("\(router.state)/control")
      s.sendall(b"users\\n")
      print(s.recv(999).decode(), end="")
      """
    let asNobody = ["--reuid=65534", "--clear-groups", "python3", "-c", script]
    let refused = Tool.run("/usr/bin/env", list: ["PATH=/usr/bin:/bin", "setpriv"] + asNobody)
    #expect(refused.output.hasPrefix("error\tonly root"))
    #expect(Tool.run("/usr/bin/env", "python3", "-c", script).output == "ok\n")
  }

  @Test func twoRoutersDoNotShareAFolder() throws {
    let router = try TestRouter()
    let second = try TestRouter("--state", router.state)
    #expect(second.waitForExit() == 73)
    #expect(second.log.contains("another router"))
    _ = try command(router, "users")
  }
}
