import Foundation
import Framing
import Testing
import Transport

/// The router's port, spoken to with TLS.
@Suite struct TLSTests {
  @Test func clientsWithAndWithoutTLSTalkToEachOther() throws {
    let router = try TestRouter()
    let (alice, bob) = (try SecureClient(router, .make()), try router.client())
    try alice.enter("alice")
    try bob.enter("bob")
    bob.send(#"{"type":"chat","to":"alice","msg":"hi"}"#)
    guard case .chat(let chat) = try alice.message("chat") else {
      Issue.record("no chat came")
      return
    }
    #expect(chat.from == "bob" && chat.msg == "hi")
    alice.send(#"{"type":"chat","to":"bob","msg":"ho","cid":"1"}"#)
    guard case .chat(let answer) = try bob.message("chat") else {
      Issue.record("no answer came")
      return
    }
    #expect(answer.from == "alice" && answer.msg == "ho")
    #expect(router.hasLogged("tls=yes user=alice"))
    #expect(router.hasLogged("tls=no user=bob"))
  }

  @Test func theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws {
    let folder = TemporaryFile()
    let first = try TestRouter("--state", folder.path)
    let shown = try #require(try SecureClient(first).connection.peerPin)
    let path = folder.path + "/router-key.pem"
    for (place, mode) in [(path, 0o600), (folder.path, 0o700)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: place)
      #expect(attributes[.posixPermissions] as? Int == mode)
    }
    first.send(SIGTERM)
    #expect(first.waitForExit() == 0)
    let second = try TestRouter("--state", folder.path)
    #expect(try SecureClient(second, pin: shown).connection.peerPin == shown)
    let told = Tool.run(TestRouter.binary, "pin", "--state", folder.path, "--config", "/dev/null")
    #expect(told.output.split(separator: "\n").first == "\(shown)")
    #expect(told.output.split(separator: "\n").last == "\(shown.groups.joined(separator: " "))")
  }

  @Test func nothingInTheFolderIsForOthersToRead() throws {
    // Whatever whoever started it lets others do with files.
    let router = try TestRouter(
      list: [], launcher: ["/bin/sh", "-c", "umask 0 && exec \"$@\"", "sh"])
    let client = try SecureClient(router, .make())
    try client.enter("alice")
    client.send(#"{"type":"chat","to":"alice","msg":"kept","cid":"1"}"#)
    _ = try #require(try client.message("ack"))
    _ = try command(router, "rotate-key")
    var seen: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: router.state) {
      let facts = try FileManager.default.attributesOfItem(atPath: router.state + "/" + name)
      // The socket lets in whoever comes through the folder, and asks the kernel who that is.
      guard facts[.type] as? FileAttributeType != .typeSocket else { continue }
      let mode = try #require(facts[.posixPermissions] as? Int)
      #expect(mode & 0o077 == 0, "\(name) has \(String(mode, radix: 8))")
      seen.insert(name)
    }
    let folder = try FileManager.default.attributesOfItem(atPath: router.state)
    #expect(folder[.posixPermissions] as? Int == 0o700)
    #expect(seen.isSuperset(of: ["access.db", "banterd.db", "router-key.pem"]))
  }

  @Test(arguments: ["p256", "ed25519"])
  func theKindOfTheKeyIsAnOption(_ type: String) throws {
    let router = try TestRouter("--key-type", type)
    _ = try SecureClient(router, .make())
    let text = Tool.run(
      "/usr/bin/env", "openssl", "pkey", "-in", router.state + "/router-key.pem", "-noout", "-text")
    #expect(text.output.contains(type == "p256" ? "prime256v1" : "ED25519"))
  }

  @Test func aKeyThatCannotBeReadStopsTheStartAndStays() throws {
    let folder = TemporaryFile()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    let path = folder.path + "/router-key.pem"
    try "damaged".write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let router = try TestRouter("--state", folder.path)
    #expect(router.waitForExit() == 73)
    #expect(router.log.contains("no private key in it"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "damaged")
    try TLSIdentity.make().save(to: path, isReplacing: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let open = try TestRouter("--state", folder.path)
    #expect(open.waitForExit() == 73)
    #expect(open.log.contains("others could read"))
  }

  @Test func aFolderThatOthersMayWriteInIsRefused() throws {
    let folder = TemporaryFile()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o777])
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
    let router = try TestRouter("--state", folder.path)
    #expect(router.waitForExit() == 73)
    #expect(router.log.contains("not this user's alone"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func ownCertificatesAreShownAndReadAnew() throws {
    let (folder, file) = (TemporaryFile(), TemporaryFile())
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false)
    let path = folder.path + "/own.pem"
    let (first, second) = (try TLSIdentity.make(), try TLSIdentity.make(.ed25519))
    try first.save(to: path)
    try file.write("cert = \(path)\nkey = \(path)\n")
    let router = try TestRouter("--config", file.path)
    let early = try SecureClient(router, pin: first.pin)
    try second.save(to: path, isReplacing: true)
    router.send(SIGHUP)
    #expect(router.hasLogged("configuration read anew"))
    _ = try SecureClient(router, pin: second.pin)
    // Who is there stays.
    try early.enter("early")
    try FileManager.default.removeItem(atPath: path)
    router.send(SIGHUP)
    #expect(router.hasLogged("configuration refused"))
    _ = try SecureClient(router, pin: second.pin)
    let half = Tool.run(
      TestRouter.binary, "--cert", path, "--config", "/dev/null", "--check-config")
    #expect(half.status != 0 && half.error.contains("go together"))
    let missing = try TestRouter("--cert", path, "--key", path)
    #expect(missing.waitForExit() == 73)
    #expect(missing.log.contains("can't be read"))
  }

  @Test func olderVersionsOfTLSAreRefused() throws {
    let router = try TestRouter()
    for version in ["-tls1", "-tls1_1", "-tls1_2"] {
      let words = "openssl s_client \(version) -connect 127.0.0.1:\(try router.port) </dev/null"
      let result = Tool.run("/bin/sh", "-c", words)
      #expect(result.status != 0, "\(version)")
      #expect(!result.output.contains("BEGIN CERTIFICATE"))
    }
    let words = "openssl s_client -connect 127.0.0.1:\(try router.port) </dev/null"
    #expect(Tool.run("/bin/sh", "-c", words).output.contains("TLSv1.3"))
  }

  @Test func olderVersionsOfTLSAreNotSpokenToARouterEither() throws {
    let folder = TemporaryFile()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false)
    let identity = try TLSIdentity.make()
    try identity.save(to: folder.path + "/key.pem")
    for (version, isSpoken) in [("-tls1_2", false), ("-tls1_3", true)] {
      let server = try OpenSSLServer(version, key: folder.path + "/key.pem")
      let client = try? SecureClient(server.endpoint, .make(), pin: identity.pin)
      #expect((client != nil) == isSpoken, "\(version)")
    }
  }

  @Test func aHandshakeThatTakesTooLongIsClosed() throws {
    let router = try TestRouter("--handshake-timeout", "0.2")
    let client = try router.client()
    client.send(raw: [0x16, 3, 1, 2, 0, 1])
    #expect(client.isClosedByRouter())
    #expect(router.hasLogged("code=tls_error"))
    #expect(router.hasLogged("took too long"))
  }

  @Test func whoShakesHandsAndDoesNotRegisterIsClosed() throws {
    let router = try TestRouter("--register-timeout", "0.2")
    let client = try SecureClient(router)
    #expect(client.isClosedByRouter())
    #expect(router.hasLogged("code=register_timeout"))
  }

  @Test func metricsCountWhoIsEncrypted() throws {
    let door = UnixDoor()
    let router = try TestRouter("--metrics", "unix:\(door.path)")
    let (secure, plain) = (try SecureClient(router), try router.client())
    try secure.enter("secure")
    try plain.enter("plain")
    let page = PrometheusPage(try TestScraper.page("/metrics", at: door.path).body)
    #expect(page["banter_connections_encrypted"] == 1)
    #expect(page["banter_tls_handshakes_total"] == 1)
  }
}
