import Foundation
import Framing
import Glibc
import Testing

@Suite struct LimitTests {
  @Test func beforeRegisteringOnlyShortFramesAreTaken() throws {
    let router = try TestRouter()
    let client = try router.client()
    client.send(raw: [0, 0, 0x10, 0x01])
    guard case .error(let error) = try client.message() else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .frameTooLarge && error.isFatal == true)
    #expect(client.isClosedByRouter())
    #expect(router.hasLogged("code=frame_too_large"))
  }

  @Test func afterRegisteringTheLimitIsTheOneOfTheOption() throws {
    let router = try TestRouter("--max-frame", "100000")
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice")
    try bob.enter("bob")
    let long = String(repeating: "x", count: 90_000)
    bob.send("{\"type\":\"chat\",\"to\":\"alice\",\"msg\":\"\(long)\"}")
    guard case .chat(let chat) = try alice.message("chat") else {
      Issue.record("the long message did not come")
      return
    }
    #expect(chat.msg == long)
    bob.send("{\"type\":\"chat\",\"to\":\"alice\",\"msg\":\"\(long)\(long)\"}")
    guard case .error(let error) = try bob.message("error") else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .frameTooLarge)
    #expect(bob.isClosedByRouter())
  }

  @Test(arguments: [UInt8(0x15), 0x17, 0x47, 0xFF])
  func aFirstByteOfNoProtocolIsClosed(byte: UInt8) throws {
    let router = try TestRouter()
    let client = try router.client()
    client.send(raw: [byte, 3, 1, 0, 100, 1, 0, 0])
    #expect(client.isClosedByRouter())
    #expect(router.hasLogged("code=bad_protocol"))
  }

  @Test func whoDoesNotRegisterInTimeIsClosed() throws {
    let router = try TestRouter("--register-timeout", "0.05")
    let (silent, half, registered) = (
      try router.client(), try router.client(), try router.client()
    )
    try registered.enter("alice")
    half.send(raw: [0, 0])
    #expect(silent.isClosedByRouter())
    #expect(half.isClosedByRouter())
    #expect(Deadline.wait { router.closeCodes.count == 2 })
    #expect(router.closeCodes == ["register_timeout", "register_timeout"])
  }

  @Test func anUnfinishedFrameIsNotWaitedForHoweverItDrips() throws {
    let router = try TestRouter("--frame-timeout", "0.2")
    let client = try router.client()
    try client.enter("alice")
    client.send(raw: [0, 0, 0xFF])
    #expect(
      Deadline.wait {
        client.send(raw: [0xFF])
        return !router.closeCodes.isEmpty
      })
    #expect(router.closeCodes == ["protocol_error"])
  }

  @Test func versionTwoIsPingedWhenItIsSilentAndClosedWhenItStaysSo() throws {
    let router = try TestRouter("--ping-after", "0.1", "--ping-timeout", "0.2")
    let (silent, old) = (try router.client(), try router.client())
    try old.enter("old")
    try silent.enter("silent", version: 2)
    guard case .ping(let time) = try silent.message() else {
      Issue.record("no ping came")
      return
    }
    silent.send("{\"type\":\"pong\",\"t\":\(time)}")
    #expect(try silent.message()?.type == "ping")
    guard case .bye(let bye) = try silent.message() else {
      Issue.record("no bye came")
      return
    }
    #expect(bye.code == .idleTimeout)
    #expect(silent.isClosedByRouter())
    // The old client was silent for longer, and is only told of the list of users.
    #expect(old.next() == #"{"type":"user_list","users":["old","silent"]}"#)
    #expect(old.next() == #"{"type":"user_list","users":["old"]}"#)
    #expect(router.hasLogged("code=idle_timeout"))
  }

  @Test func oneClientTooManyIsToldInItsOwnLanguage() throws {
    let router = try TestRouter("--max-clients", "1")
    let first = try router.client()
    try first.enter("alice")
    let second = try router.client()
    second.send(#"{"type":"register","username":"bob"}"#)
    guard case .error(let error) = try second.message() else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .tooManyConnections && error.isFatal == true)
    #expect(second.isClosedByRouter())
    let third = try router.client(.legacy)
    third.send("USERNAME:carol")
    #expect(third.next()?.hasPrefix("[server] ") == true)
    #expect(third.isClosedByRouter())
    #expect(Deadline.wait { router.closeCodes.count == 2 })
    #expect(router.closeCodes == ["too_many_connections", "too_many_connections"])
    first.close()
    #expect(Deadline.wait { router.closeCodes.count == 3 })
    try router.client().enter("bob")
  }

  @Test func aReaderThatStopsIsClosedAndHoldsUpNobody() throws {
    let router = try TestRouter("--queue-limit", "200000", "--flush-timeout", "0.2")
    let (stuck, sender, other) = (
      try router.client(), try router.client(), try router.client()
    )
    try stuck.enter("stuck")
    try sender.enter("sender")
    try other.enter("other")
    let text = String(repeating: "x", count: 60_000)
    #expect(
      Deadline.wait {
        sender.send("{\"type\":\"chat\",\"to\":\"stuck\",\"msg\":\"\(text)\"}")
        return router.closeCodes.contains("slow_consumer")
      })
    sender.send(#"{"type":"chat","to":"other","msg":"still here"}"#)
    guard case .chat(let chat) = try other.message("chat") else {
      Issue.record("the other one got nothing")
      return
    }
    #expect(chat.msg == "still here")
  }

  @Test func whenDescriptorsRunOutWhoIsInNoticesNothing() throws {
    let router = try TestRouter("--max-clients", "1000", descriptors: 48)
    let alice = try router.client()
    try alice.enter("alice", version: 2)
    let crowd = try (0..<80).map { _ in try router.client() }
    #expect(router.hasLogged("accepting pauses"))
    alice.send(#"{"type":"ping","t":1}"#)
    #expect(try alice.message("pong") == .pong(1))
    for client in crowd { client.close() }
    // While the router finds out that they have gone it may turn one more away.
    #expect(Deadline.wait { (try? router.client())?.isLetIn(as: "late") ?? false })
  }

  @Test func aRefusalFromAnotherAddressIsToldInBothLanguages() throws {
    guard let address = OwnAddress.outside else { return }
    let router = try TestRouter("--listen", "0.0.0.0:0")
    var target = address
    target.sin_port = try router.port.bigEndian
    let client = try TestClient(.json, connectingTo: target)
    client.send(#"{"type":"register","username":"eve"}"#)
    guard case .error(let error) = try client.message() else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .forbidden && error.isFatal == true)
    #expect(client.isClosedByRouter())
    let old = try TestClient(.legacy, connectingTo: target)
    old.send("USERNAME:eve")
    #expect(old.next()?.hasPrefix("[server] ") == true)
    #expect(old.isClosedByRouter())
    #expect(Deadline.wait { router.closeCodes.count == 2 })
    #expect(router.closeCodes == ["bad_protocol", "bad_protocol"])
    try router.client().enter("local")
  }

  @Test func plaintextFromAnotherAddressCanBeAllowed() throws {
    guard let address = OwnAddress.outside else { return }
    let router = try TestRouter("--listen", "[::]:0", "--plaintext")
    var target = address
    target.sin_port = try router.port.bigEndian
    try TestClient(.json, connectingTo: target).enter("guest")
  }
}
