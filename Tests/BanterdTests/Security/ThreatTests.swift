// Where each threat is tried. (Here, and not above the suite, whose comment is repeated with each failure.)
//
// | threat | tests |
// |---|---|
// | listening, changing | `TLSConnectionTests`, `TamperTests`, `aRecordedSessionSentAgainIsNothing`; in the clear: `fromElsewhereOnlyTLS…` |
// | a man in the middle at first | `whatTheManInTheMiddleRelays…`, `theCertificateOfAnother…`; `InvitationTests`, `TrustTests` of the whole program |
// | one who comes later | `TLSHandshakeTests.aClientThatDoesNotTrust…`, `TrustTests.whoAnswersWithAnotherKey…`, `PeerKeyTests` |
// | downgrade | `NameTests.aNameBelongsToTheKey…`, `TLSTests.older…` of both ends, `TrustTests.aRouterThat…TLS…` |
// | name theft, another's `from` | `NameTests`, `KeyTests`, `theSenderIsWhoHasTheConnection` |
// | names that look alike or hide something | conformance 5 and 7, `LookAlikeTests`; texts: `IsolationTests`, `NastyTextTests` |
// | replay, doubles | `aRecordedSessionSentAgainIsNothing`, `TamperTests`, `DeviceTests.afterARestart…` |
// | slow drips, half frames | `SilenceTests`, `LimitTests`, `TLSTests.aHandshakeThatTakesTooLong…`, `TLSHandshakeTests` |
// | memory | `ExhaustionTests`, `SlowReaderTests`, `RetentionTests`, conformance 2 |
// | processor | `aCrowdOfHandshakes…`, `strangers…`, `ExhaustionTests`, `FloodTests`, `AddressTests`, conformance 3 |
// | descriptors | `DescriptorTests`, `LimitTests.whenDescriptorsRunOut…`, `AddressTests` |
// | names and marks that collide | `HashFloodTests`, here and of the table of names |
// | forged lines of the log | `nothingThatAClientSays…`, `LogTextTests` |
// | who runs the router | nothing stops them: README.md, "What this does not do" |
// | a stolen disk | `TLSTests.nothingInTheFolder…`, `IdentityTests`, `DatabaseTests`, `NameTests.invitations…` |
// | a full or failing disk | `DiskFaultTests` |
// | a router that was taken over | `ServiceTests.theUnit…`, `ControlTests.onlyRoot…` |
// | a library with a hole | `theLibraryOfTLSIsTheSystems`: who updates the system updates it |
// | a bus between routers | there is none |

import Foundation
import Framing
import Glibc
import Testing
import Transport

/// What an attacker tries, and how it fails; where else each threat is tried stands at the top of this file.
@Suite struct ThreatTests {
  @Test func whatTheManInTheMiddleRelaysProvesNothingToTheRouter() throws {
    // Mallory answers a client's first contact with a key of her own, and speaks to the router for it.
    let router = try TestRouter()
    let (victim, mallory) = (try TLSIdentity.make(), try TLSIdentity.make())
    try SecureClient(router, victim).enter("alice")
    #expect(router.hasLogged("name bound"))
    let middle = try MiddleMan(mallory)
    let fooled = try SecureClient(middle.endpoint, victim, near: middle)
    #expect(fooled.connection.peerPin == mallory.pin)
    #expect(fooled.wait { middle.victimPin != nil })
    #expect(middle.victimPin == victim.pin)
    // The proof was of another handshake: to the router she has only her own key to show.
    let relayed = try SecureClient(router, mallory)
    relayed.register("alice")
    #expect(try relayed.error()?.code == .nameTaken)
  }

  @Test func aRecordedSessionSentAgainIsNothing() throws {
    let router = try TestRouter()
    let recorder = try RecordingRelay(to: router.port)
    let identity = try TLSIdentity.make()
    let client = try SecureClient(recorder.endpoint, identity, near: recorder)
    try client.enter("alice")
    client.send(#"{"type":"chat","to":"alice","msg":"pay bob","cid":"1"}"#)
    _ = try #require(try client.message("ack"))
    client.close()
    #expect(router.hasLogged("code=client_quit"))
    #expect(recorder.sent.count > 500)
    #expect(!String(decoding: recorder.sent, as: UTF8.self).contains("pay bob"))
    let again = try router.client()
    again.send(raw: recorder.sent)
    again.endSending()
    #expect(again.isClosedByRouter())
    #expect(router.hasLogged("code=tls_error"))
    #expect(router.log.components(separatedBy: "msg=registered").count == 2)
  }

  @Test func theCertificateOfAnotherWithoutItsKeyIsNoProof() throws {
    let router = try TestRouter()
    let folder = TemporaryFile()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false)
    let (victim, forged) = (folder.path + "/victim.pem", folder.path + "/forged.pem")
    try TLSIdentity.make().save(to: victim)
    try TLSIdentity.make().save(to: folder.path + "/own.pem")
    #expect(throws: IdentityError.notOnePair) {
      try TLSIdentity.load(key: folder.path + "/own.pem", certificate: victim)
    }
    // What that library would not do: the certificate and the public key of the victim, a secret of one's own.
    try ForgedIdentity.write(to: forged, public: victim, secret: folder.path + "/own.pem")
    try SecureClient(router, .load(victim)).enter("alice")
    #expect(router.hasLogged("code=client_quit"))
    let forger = try SecureClient(router, .load(forged))
    forger.register("alice")
    #expect(try forger.message() == nil)
    #expect(forger.isClosedByRouter())
    #expect(router.hasLogged("code=tls_error"))
    #expect(router.log.components(separatedBy: "msg=registered").count == 2)
  }

  @Test func theSenderIsWhoHasTheConnection() throws {
    let router = try TestRouter()
    let (mallory, bob) = (try SecureClient(router, .make()), try SecureClient(router, .make()))
    try mallory.enter("mallory")
    try bob.enter("bob")
    mallory.send(
      #"{"type":"chat","to":"bob","from":"alice","msg":"it's me","id":"1","seq":9,"ts":1}"#)
    #expect(try mallory.error()?.code == .fromMismatch)
    mallory.send(#"{"type":"chat","to":"bob","msg":"hi","id":"0000000000000001","seq":999,"ts":1}"#)
    guard case .chat(let chat) = try bob.message("chat") else {
      Issue.record("no chat came")
      return
    }
    #expect(chat.from == "mallory" && chat.seq != 999 && chat.id != "0000000000000001")
    #expect(chat.ts ?? 0 > 1_000_000_000_000)
  }

  @Test func nothingThatAClientSaysForgesALineOfTheLog() throws {
    let router = try TestRouter("--log-level", "debug")
    let evil = #"x\nlevel=error msg=owned user=\"root\" \u001b[31m\u202e"#
    let client = try SecureClient(router)
    client.send(#"{"type":"register","username":"\#(evil)","v":2}"#)
    #expect(try client.error()?.code == .nameInvalid)
    #expect(client.isClosedByRouter())
    let other = try SecureClient(router)
    try other.enter("fine", device: evil)
    other.close()
    _ = Tool.run(TestRouter.binary, "kick", "a b=\"c\" msg=owned", "--state", router.state)
    #expect(router.hasLogged("msg=control"))
    for line in router.log.split(separator: "\n") {
      #expect(line.hasPrefix("time=20"), "\(line)")
      let bare = line.replacing(/"(\\.|[^"\\])*"/, with: "")
      #expect(!bare.contains("owned"), "\(line)")
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
    }
  }

  @Test func aCrowdOfHandshakesHoldsNobodyUp() throws {
    let router = try TestRouter()
    let talker = try router.client()
    try talker.enter("talker", version: 2)
    let stop = Flag()
    let place = Endpoint.ipv4(0x7F00_0001, port: try router.port)
    let crowd = Thread {
      // Each begins a handshake and goes, as many as there can be.
      let identity = try? TLSIdentity.make()
      while !stop.isSet { _ = try? SecureClient(place, identity) }
    }
    crowd.start()
    defer { stop.set() }
    var times: [Duration] = []
    for number in 0..<200 {
      let start = MonotonicTime.now()
      talker.send(#"{"type":"ping","t":\#(number)}"#)
      #expect(try talker.message("pong") == .pong(Int64(number)))
      times.append(MonotonicTime.now() - start)
    }
    // The usual one: a machine that does much else may hold up any.
    #expect(times.sorted()[times.count / 2] < .milliseconds(200))
  }

  @Test func strangersWhoOnlyBeginHandshakesAreLimited() throws {
    // No time-out closes them: who is closed was refused.
    let router = try TestRouter(
      "--limit-loopback", "--max-unregistered", "8", "--max-per-address", "unlimited",
      "--max-new-per-address", "unlimited", "--handshake-timeout", "60", "--register-timeout", "60")
    // Some may be other tests', which the router inherited.
    let before = router.facts.descriptorCount
    var crowd: [TestClient] = []
    for _ in 0..<60 {
      let client = try router.client()
      client.send(raw: [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC])
      crowd.append(client)
    }
    #expect(Deadline.wait { crowd.count(where: \.isClosedNow) >= 52 })
    #expect(router.hasLogged("code=too_many_connections"))
    // Who was refused is waited for a second, so that the alert is not lost on its way, and no longer.
    #expect(Deadline.wait { router.facts.descriptorCount <= before + 16 })
    #expect(crowd.count(where: \.isClosedNow) < 60)
  }

  @Test func fromElsewhereOnlyTLSIsTakenAndTheOthersAreToldInTheirLanguage() throws {
    guard let address = OwnAddress.outside else { return }
    let router = try TestRouter("--listen", "0.0.0.0:0")
    let place = Endpoint.ipv4(UInt32(bigEndian: address.sin_addr.s_addr), port: try router.port)
    try SecureClient(place, .make()).enter("secure")
    var there = address
    there.sin_port = try router.port.bigEndian
    let json = try TestClient(.json, connectingTo: there)
    json.send(#"{"type":"register","username":"plain"}"#)
    guard case .error(let error) = try json.message() else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .forbidden && error.msg.contains("TLS"))
    #expect(json.isClosedByRouter())
    let legacy = try TestClient(.legacy, connectingTo: there)
    legacy.send("USERNAME:plain")
    #expect(legacy.next()?.contains("TLS") == true)
    #expect(legacy.isClosedByRouter())
  }

  @Test func theLibraryOfTLSIsTheSystems() {
    let libraries = Tool.run("/usr/bin/env", "ldd", TestRouter.binary).output
    for name in ["libssl", "libcrypto"] {
      #expect(libraries.contains(try! Regex("\(name)\\.so\\.[0-9]+ => /(usr/)?lib")))
    }
  }
}
