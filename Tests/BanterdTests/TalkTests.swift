import Framing
import Testing

@Suite struct TalkTests {
  let router: TestRouter

  init() throws { router = try TestRouter() }

  @Test func versionOneIsServedWithItsFourTypes() throws {
    let alice = try router.client()
    alice.send(#"{"type":"register","username":"alice"}"#)
    #expect(alice.next() == #"{"type":"user_list","users":["alice"]}"#)
    let bob = try router.client()
    bob.send(#"{"type":"register","username":"bob"}"#)
    #expect(bob.next() == #"{"type":"user_list","users":["alice","bob"]}"#)
    #expect(alice.next() == #"{"type":"user_list","users":["alice","bob"]}"#)
    bob.send(#"{"type":"chat","to":"alice","from":"bob","msg":"hi","extra":[1]}"#)
    #expect(alice.next() == #"{"type":"chat","to":"alice","from":"bob","msg":"hi"}"#)
    bob.send(#"{"type":"chat","to":"nobody","msg":"hi"}"#)
    guard case .error(let error) = try bob.message() else {
      Issue.record("no error came")
      return
    }
    #expect(error.code == .noSuchUser)
    #expect(error.to == "nobody")
    bob.close()
    #expect(alice.next() == #"{"type":"user_list","users":["alice"]}"#)
    #expect(router.hasLogged("code=client_quit"))
  }

  @Test func versionTwoIsWelcomedAndToldOfPresence() throws {
    let alice = try router.client()
    alice.send(#"{"type":"register","username":"alice","v":2}"#)
    guard case .welcome(let welcome) = try alice.message() else {
      Issue.record("no welcome came")
      return
    }
    #expect(welcome.user == "alice")
    #expect(try alice.message()?.type == "roster")
    let bob = try router.client()
    try bob.enter("bob", version: 2)
    #expect(try alice.message() == .presence(RosterEntry(user: "bob", state: .online)))
    bob.send(#"{"type":"chat","to":"alice","msg":"hi","cid":"k-1"}"#)
    guard case .acknowledgement(let ack) = try bob.message(),
      case .chat(let chat) = try alice.message()
    else {
      Issue.record("the message was not relayed or not acknowledged")
      return
    }
    #expect(ack.cid == "k-1")
    #expect(chat.msg == "hi" && chat.from == "bob" && chat.id == ack.id)
    alice.send(#"{"type":"ping","t":7}"#)
    #expect(try alice.message() == .pong(7))
    bob.close()
    #expect(try alice.message() == .presence(RosterEntry(user: "bob", state: .offline)))
  }

  @Test func theThreeKindsMeetOnOnePort() throws {
    let (one, two, old) = (try router.client(), try router.client(), try router.client(.legacy))
    try one.enter("one")
    try two.enter("two", version: 2)
    try old.enter("old")
    old.send("hello all")
    guard case .chat(let said) = try two.message("chat") else {
      Issue.record("the room heard nothing")
      return
    }
    #expect(said.from == "old" && said.to == "#everyone" && said.msg == "hello all")
    old.send("!WHISPER:one:psst")
    guard case .chat(let whisper) = try one.message("chat") else {
      Issue.record("the whisper did not come")
      return
    }
    #expect(whisper.from == "old" && whisper.to == "one" && whisper.msg == "psst")
    one.send(#"{"type":"chat","to":"old","msg":"yes"}"#)
    #expect(old.line(startingWith: "[private]") == "[private] one: yes")
    two.send(##"{"type":"chat","to":"#everyone","msg":"bye","cid":"1"}"##)
    #expect(old.line(startingWith: "two:") == "two: bye")
    old.send("!DISCONNECT")
    #expect(old.isClosedByRouter())
  }

  @Test(arguments: [TestClient.Kind.json, .legacy])
  func bytesThatComeOneByOneAreTheSameMessages(kind: TestClient.Kind) throws {
    let listener = try router.client(.legacy)
    try listener.enter("listener")
    let client = try router.client(kind)
    let bodies =
      kind == .json
      ? [#"{"type":"register","username":"é"}"#, #"{"type":"chat","to":"listener","msg":"ü"}"#]
      : ["USERNAME:é", "!WHISPER:listener:ü"]
    for byte in bodies.flatMap(client.frame) {
      #expect(client.send(raw: [byte]))
    }
    #expect(listener.line(startingWith: "[private]") == "[private] é: ü")
  }

  @Test func manyFramesInOneWriteAllArriveInOrder() throws {
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice")
    try bob.enter("bob")
    let frames = (0..<2_000).flatMap {
      bob.frame("{\"type\":\"chat\",\"to\":\"alice\",\"msg\":\"\($0)\"}")
    }
    #expect(bob.send(raw: frames))
    for index in 0..<2_000 {
      guard case .chat(let chat) = try alice.message("chat") else {
        Issue.record("message \(index) is missing")
        return
      }
      #expect(chat.msg == "\(index)")
    }
  }

  @Test func aHundredClientsAllSeeTheWholeList() throws {
    let clients = try (0..<100).map { _ in try router.client() }
    for (index, client) in clients.enumerated() {
      client.send("{\"type\":\"register\",\"username\":\"u\(index)\"}")
    }
    let all = Set((0..<100).map { "u\($0)" })
    for client in clients {
      var users: [String] = []
      while users.count < 100, case .userList(let list) = try client.message() { users = list }
      #expect(Set(users) == all)
    }
  }

  @Test func aTakenNameIsRefusedAndClosed() throws {
    let (alice, thief) = (try router.client(), try router.client(.legacy))
    try alice.enter("alice")
    thief.send("USERNAME:Alice")
    #expect(thief.next()?.hasPrefix("[server] ") == true)
    #expect(thief.isClosedByRouter())
    #expect(router.hasLogged("code=name_taken"))
  }

  @Test func whoHalfClosesStillGetsTheAnswers() throws {
    let client = try router.client(.legacy)
    client.send("USERNAME:brief")
    client.endSending()
    #expect(client.next()?.hasPrefix("!USERLIST:") == true)
    #expect(client.isClosedByRouter())
    #expect(router.hasLogged("code=client_quit"))
  }

  @Test func aResetIsToldFromAQuit() throws {
    let client = try router.client()
    try client.enter("alice")
    client.reset()
    #expect(router.hasLogged("code=peer_reset"))
  }
}
