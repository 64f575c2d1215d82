import Foundation
import Framing
import Testing
import Transport

/// Whose each name is, on a running router.
@Suite struct NameTests {
  @Test func aNameBelongsToTheKeyThatHadItFirst() throws {
    let router = try TestRouter()
    let (own, other) = (try TLSIdentity.make(), try TLSIdentity.make(.ed25519))
    let first = try SecureClient(router, own)
    try first.enter("alice")
    first.close()
    #expect(router.hasLogged("code=client_quit"))
    try refused(SecureClient(router, other), as: "alice", .nameTaken)
    try refused(SecureClient(router), as: "Alice", .nameLocked)
    let plain = try router.client()
    plain.send(#"{"type":"register","username":"alice","v":2}"#)
    guard case .error(let error) = try plain.message("error") else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .nameLocked && error.isFatal == true)
    #expect(plain.isClosedByRouter())
    let old = try router.client(.legacy)
    old.send("USERNAME:ALICE")
    #expect(old.next()?.hasPrefix("[server] ") == true)
    #expect(old.isClosedByRouter())
    try SecureClient(router, own).enter("alice")
  }

  @Test func itStillDoesAfterARestart() throws {
    let folder = TemporaryFile()
    let own = try TLSIdentity.make()
    let first = try TestRouter("--state", folder.path)
    try SecureClient(first, own).enter("alice")
    first.send(SIGKILL)
    _ = first.waitForExit()
    let second = try TestRouter("--state", folder.path)
    try refused(SecureClient(second, .make()), as: "alice", .nameTaken)
    try SecureClient(second, own).enter("alice")
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/access.db")
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  @Test func invitationsLetInAsOftenAsTheySay() throws {
    let router = try TestRouter("--join", "invited")
    try refused(SecureClient(router, .make()), as: "alice", .authRequired)
    let plain = try router.client()
    #expect(!plain.isLetIn(as: "guest"))
    let link = try command(router, "invite", "--uses", "2", "--host", "127.0.0.1")
    let invitation = try Invitation.parse(link)
    #expect(invitation.port == (try router.port))
    for name in ["alice", "bob"] {
      try SecureClient(router, .make(), pin: invitation.pin).enter(
        name, token: invitation.token)
    }
    try refused(SecureClient(router, .make()), as: "carol", .authRequired, token: invitation.token)
    // Neither the token nor the folder's file tells the other.
    let book = try Data(contentsOf: URL(fileURLWithPath: router.state + "/access.db"))
    let log =
      (try? Data(contentsOf: URL(fileURLWithPath: router.state + "/access.db-wal"))) ?? Data()
    let token = Data(try #require(invitation.token).utf8)
    #expect(book.range(of: token) == nil && log.range(of: token) == nil)
    #expect(!router.log.contains(try #require(invitation.token)))
  }

  @Test func anInvitationForANameIsForThatName() throws {
    let router = try TestRouter("--join", "members")
    let link = try command(router, "invite", "--name", "Jürgen", "--expires", "1h")
    let invitation = try Invitation.parse(link)
    #expect(invitation.name == "Jürgen")
    try refused(SecureClient(router, .make()), as: "other", .authRequired, token: invitation.token)
    try SecureClient(router, .make()).enter("jürgen", token: invitation.token)
  }

  @Test func anotherDeviceIsLinkedByACode() throws {
    let router = try TestRouter()
    let (one, two) = (try TLSIdentity.make(), try TLSIdentity.make())
    let first = try SecureClient(router, one)
    try first.enter("alice", device: "1")
    first.send(#"{"type":"link"}"#)
    guard case .linkCode(let code) = try first.message("link") else {
      Issue.record("no code came")
      return
    }
    #expect(code.expiresMilliseconds == 600_000)
    #expect(code.code.wholeMatch(of: /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/) != nil)
    #expect(!router.log.contains(code.code))
    first.close()
    #expect(router.hasLogged("code=client_quit"))
    let typed = code.code.lowercased().replacing("-", with: " ")
    try SecureClient(router, two).enter("alice", device: "2", token: typed)
    try refused(SecureClient(router, .make()), as: "alice", .nameTaken, token: typed)
    let lines = try command(router, "users").split(separator: "\n")
    #expect(lines.contains { $0.contains(two.pin.text) })
  }

  @Test func aCodeTakesAKeyThatHasTheName() throws {
    let router = try TestRouter()
    let guest = try SecureClient(router)
    try guest.enter("guest")
    guest.send(#"{"type":"link"}"#)
    #expect(try guest.error()?.code == .authRequired)
  }

  private func refused(
    _ client: SecureClient, as name: String, _ code: ErrorCode, token: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    client.register(name, token: token)
    let error = try client.error()
    #expect(error?.code == code, sourceLocation: sourceLocation)
    #expect(error?.isFatal == true, sourceLocation: sourceLocation)
    #expect(client.isClosedByRouter(), sourceLocation: sourceLocation)
  }
}
