import Framing
import Glibc
import Testing

/// Several devices of one user, and a log that outlives the router.
@Suite struct DeviceTests {
  @Test func whatIsSaidOnOneDeviceIsOnTheOthersOnceAndEachGoesOnFromItsOwnCursor() throws {
    let router = try TestRouter()
    let (bob, desk, phone) = (try router.client(), try router.client(), try router.client())
    try bob.enter("bob", version: 2)
    try desk.enter("alice", version: 2, device: "desk")
    try phone.enter("alice", version: 2, device: "phone")
    let ack = try #require(try desk.ack(of: "d-1", to: "bob"))
    guard case .chat(let echo)? = try phone.message("chat") else {
      Issue.record("no echo came")
      return
    }
    #expect(echo.from == "alice" && echo.to == "bob" && echo.cid == "d-1")
    #expect(echo.id == ack.id && echo.seq == ack.seq)
    phone.close()
    #expect(try bob.isAcked("b-1", to: "alice"))
    #expect(try desk.isAcked("d-2", to: "bob"))
    let again = try router.client()
    #expect(try again.welcome("alice", device: "phone", since: 1)?.head == 3)
    for (seq, cid) in [(2, nil), (3, "d-2")] as [(Int64, String?)] {
      guard case .chat(let chat)? = try again.message("chat") else {
        Issue.record("\(seq) is missing")
        return
      }
      #expect(chat.seq == seq && chat.cid == cid)
    }
  }

  @Test func whatWasReadOnOneDeviceIsToldToTheOthersAndToWhoWroteItAlsoLater() throws {
    let router = try TestRouter()
    let (bob, desk, phone) = (try router.client(), try router.client(), try router.client())
    try bob.enter("bob", version: 2)
    try desk.enter("alice", version: 2, device: "desk")
    try phone.enter("alice", version: 2, device: "phone")
    let ack = try #require(try bob.ack(of: "1", to: "alice"))
    desk.send(#"{"type":"ack","seq":1}"#)
    let delivered = Receipt(by: "alice", peer: nil, id: ack.id, state: .delivered)
    #expect(try bob.message("receipt") == .receipt(delivered))
    bob.close()
    desk.send(#"{"type":"read","peer":"bob","id":"\#(ack.id)"}"#)
    let own = Receipt(by: "alice", peer: "bob", id: ack.id, state: .read)
    #expect(try phone.message("receipt") == .receipt(own))
    let again = try router.client()
    #expect(try again.welcome("bob", since: 1) != nil)
    let read = Receipt(by: "alice", peer: nil, id: ack.id, state: .read)
    #expect(try again.message("receipt") == .receipt(read))
  }

  @Test func theSameDeviceAgainTakesThePlaceOfItsGhostAndLosesNothing() throws {
    let router = try TestRouter()
    let (bob, ghost) = (try router.client(), try router.client())
    try bob.enter("bob", version: 2)
    try ghost.enter("alice", version: 2, device: "desk")
    #expect(try bob.isAcked("1", to: "alice"))
    let alice = try router.client()
    #expect(try alice.welcome("alice", device: "desk", since: 0)?.head == 1)
    #expect(try ghost.message("bye") == .bye(Bye(.replaced)))
    #expect(ghost.isClosedByRouter())
    guard case .chat(let chat)? = try alice.message("chat") else {
      Issue.record("the message is lost")
      return
    }
    #expect(chat.seq == 1)
    #expect(Deadline.wait { router.closeCodes == ["replaced"] })
  }

  @Test func whatIsSaidInARoomIsInTheLogOfEachMemberAndOfNobodyElse() throws {
    let router = try TestRouter()
    let (alice, bob, carol) = (try router.client(), try router.client(), try router.client())
    for (client, name) in [(alice, "alice"), (bob, "bob"), (carol, "carol")] {
      try client.enter(name, version: 2)
    }
    for client in [alice, bob] {
      client.send(##"{"type":"join","room":"#ops"}"##)
      #expect(try client.message("members") != nil)
    }
    bob.close()
    #expect(try alice.isAcked("1", to: "#ops"))
    #expect(try alice.isAcked("2", to: "#everyone"))
    let again = try router.client()
    #expect(try again.welcome("bob")?.head == 2)
    for (seq, room) in [(1, "#ops"), (2, "#everyone")] as [(Int64, String)] {
      guard case .chat(let chat)? = try again.message("chat") else {
        Issue.record("\(room) is missing")
        return
      }
      #expect(chat.seq == seq && chat.to == room && chat.from == "alice")
    }
    guard case .chat(let chat)? = try carol.message("chat") else {
      Issue.record("carol heard nothing")
      return
    }
    #expect(chat.seq == 1 && chat.to == "#everyone")
  }

  @Test(arguments: [SIGTERM, SIGKILL])
  func afterARestartAResendGetsItsFirstAckAndTheLogGoesOn(signal: Int32) throws {
    let folder = TemporaryFile()
    let first = try TestRouter(list: ["--state", folder.path])
    let alice = try first.client()
    let welcome = try #require(try alice.welcome("alice"))
    let ack = try #require(try alice.ack(of: "1", to: "alice"))
    first.send(signal)
    #expect(first.waitForExit() == (signal == SIGTERM ? 0 : 128 + SIGKILL))
    let router = try TestRouter(list: ["--state", folder.path])
    let again = try router.client()
    let second = try #require(try again.welcome("alice", since: 1))
    #expect(second.server == welcome.server && second.head == 1)
    #expect(try again.ack(of: "1", to: "alice") == ack)
    #expect(try again.ack(of: "2", to: "alice")?.seq == 2)
  }
}
