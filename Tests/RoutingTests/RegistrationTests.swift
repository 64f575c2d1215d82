import Framing
import Routing
import Testing

struct RegistrationTests {
  @Test func aVersion1ClientGetsTheListAtOnceWithItselfInIt() {
    let house = House()
    let alice = house.version1("alice")
    #expect(house.messages(alice) == [.userList(["alice"])])
    let bob = house.version1("Bob")
    #expect(house.messages(bob) == [.userList(["Bob", "alice"])])
    #expect(house.isRegistered(bob))
    #expect(house.name(of: bob) == "Bob")
    #expect(house.dialect(of: bob) == .version1)
    #expect(house.registeredCount == 2)
  }

  @Test func aVersion2ClientGetsAWelcomeThenTheOthers() {
    let house = House(
      Router.Options(serverName: "lab", frameLimit: 100_000, pingMilliseconds: 5_000))
    _ = house.version1("alice")
    _ = house.version2("carol", display: "Carol C.")
    let bob = house.version2("bob")
    let limits = Welcome.Limits(frame: 100_000, pingMilliseconds: 5_000)
    #expect(
      house.messages(bob) == [
        .welcome(
          Welcome(
            user: "bob", server: "lab", time: house.now, first: 1, head: 0, limits: limits)),
        .roster(
          [
            RosterEntry(user: "alice", state: .online),
            RosterEntry(user: "carol", state: .online, display: "Carol C."),
          ], rooms: ["#everyone"]),
      ])
    house.wait(1_000)
    #expect(house.take(bob).isEmpty, "a version 2 client gets no list of users")
  }

  @Test func aLegacyClientGetsTheListAtOnce() {
    let house = House()
    _ = house.version2("alice")
    let old = house.legacy("old")
    #expect(house.lines(old) == [#"!USERLIST:["alice","old"]"#])
    #expect(house.dialect(of: old) == .legacy)
  }

  @Test func joinsAndLeavesAreToldToEachInItsOwnWay() {
    let house = House()
    let one = house.version1("one")
    let two = house.version2("two")
    let old = house.legacy("old")
    house.settle()
    let dave = house.version2("dave", display: "D")
    house.wait(1_000)
    #expect(house.messages(one) == [.userList(["dave", "old", "one", "two"])])
    #expect(
      house.messages(two) == [.presence(RosterEntry(user: "dave", state: .online, display: "D"))])
    #expect(house.lines(old) == ["[server] dave joined", #"!USERLIST:["dave","old","one","two"]"#])
    house.disconnect(dave)
    house.wait(1_000)
    #expect(house.messages(one) == [.userList(["old", "one", "two"])])
    #expect(
      house.messages(two) == [.presence(RosterEntry(user: "dave", state: .offline, display: "D"))])
    #expect(house.lines(old) == ["[server] dave left", #"!USERLIST:["old","one","two"]"#])
    #expect(!house.isRegistered(dave))
  }

  @Test func allDialectsShareOneNamespace() {
    let house = House()
    _ = house.version1("Zoë")
    let same = [house.version1("zoe\u{308}"), house.version2("ZOË", device: "d")]
    for id in same {
      let errors = house.errors(id)
      #expect(errors.map(\.code) == [.nameTaken])
      #expect(errors.first?.isFatal == true)
      #expect(house.closed[id] == .nameTaken)
      #expect(!house.isRegistered(id))
    }
    let old = house.legacy("ZOË")
    #expect(house.lines(old) == ["[server] " + Wording.nameTaken("ZOË")])
    #expect(house.closed[old] == .nameTaken)
  }

  @Test(arguments: ["", "everyone", "a\nb", "a:b", " a", "Bоb", "x\u{200B}"])
  func anInvalidNameIsRefusedAndClosed(_ name: String) {
    let house = House()
    let watcher = house.legacy("watcher")
    house.settle()
    for id in [house.version1(name), house.version2(name)] {
      #expect(house.errors(id).map(\.code) == [.nameInvalid])
      #expect(house.closed[id] == .nameInvalid)
    }
    let old = house.legacy(name)
    #expect(house.lines(old).allSatisfy { $0.hasPrefix("[server] ") })
    #expect(house.closed[old] == .nameInvalid)
    house.wait(1_000)
    #expect(house.take(watcher).isEmpty)
  }

  @Test func aNameIsFreeAgainWhenItsPersonHasLeft() {
    let house = House()
    house.disconnect(house.version1("alice"))
    let again = house.legacy("ALICE")
    #expect(house.name(of: again) == "ALICE")
  }

  @Test func aMessageBeforeRegisterIsRefusedAndTheConnectionStays() {
    let house = House()
    let id = house.connect(.json)
    house.send(.chat(Chat(to: "a", msg: "m")), id)
    house.send(.ping(1), id)
    house.send(.userList([]), id)
    #expect(
      house.errors(id).map(\.code) == [.notRegistered, .notRegistered, .notRegistered])
    #expect(house.closed.isEmpty)
    house.send(.register(Registration(username: "late")), id)
    #expect(house.isRegistered(id))
  }

  @Test func aSecondRegisterIsRefusedAndTheFirstStays() {
    let house = House()
    let id = house.version1("alice")
    house.settle()
    house.send(.register(Registration(username: "bob", version: 2)), id)
    #expect(house.errors(id).map(\.code) == [.alreadyRegistered])
    #expect(house.name(of: id) == "alice")
    #expect(house.dialect(of: id) == .version1)
  }

  @Test func aLegacyClientMustSayItsNameFirst() {
    for message in [LegacyMessage.say("hi"), .whisper(to: "a", text: "b")] {
      let house = House()
      let id = house.connect(.legacy)
      house.send(message, id)
      #expect(house.lines(id) == ["[server] " + Wording.legacyNotRegistered()])
      #expect(house.closed[id] == .protocolError)
    }
  }

  @Test func theSameDeviceReplacesItsOldConnection() {
    let house = House()
    let bob = house.version2("bob")
    let ghost = house.version2("alice", device: "d1")
    let old = house.legacy("old")
    house.send(.chat(Chat(to: "alice", msg: "1")), bob)
    house.settle()
    let alice = house.version2("ALICE", device: "d1")
    #expect(house.messages(ghost) == [.bye(Bye(.replaced))])
    #expect(house.closed[ghost] == .replaced)
    guard case .welcome(let welcome)? = house.messages(alice).first else {
      Issue.record("not welcomed")
      return
    }
    #expect(welcome.user == "alice")
    #expect(welcome.head == 1 && welcome.first == 1, "the log goes on")
    house.disconnect(ghost)
    house.wait(1_000)
    #expect(house.take(bob).isEmpty && house.take(old).isEmpty, "nobody has come or gone")
    house.send(.chat(Chat(to: "alice", msg: "2")), bob)
    #expect(house.chats(alice).map(\.seq) == [2])
    #expect(house.registeredCount == 3)
  }

  @Test func anotherDeviceOnTheSameMachineIsTakenForItsOwners() {
    let house = House()
    let bob = house.version2("bob")
    let one = house.version2("alice", device: "d1")
    house.settle()
    let two = house.version2("Alice", device: "d2")
    #expect(house.closed.isEmpty)
    #expect(house.registeredCount == 2)
    house.wait(1_000)
    #expect(house.take(bob).isEmpty, "alice was here already")
    house.settle()
    house.send(.chat(Chat(to: "alice", msg: "m", cid: "c")), bob)
    #expect(house.chats(one) == house.chats(two))
    house.send(.chat(Chat(to: "bob", msg: "own", cid: "k")), one)
    #expect(house.acknowledgements(one).map(\.seq) == [2])
    #expect(house.chats(two).map(\.seq) == [2], "the echo")
    house.settle()
    house.disconnect(one)
    #expect(house.take(bob).isEmpty, "she is still here")
    house.send(.chat(Chat(to: "alice", msg: "m")), bob)
    #expect(house.chats(two).map(\.seq) == [3])
    house.disconnect(two)
    #expect(
      house.messages(bob) == [.presence(RosterEntry(user: "alice", state: .offline))])
  }

  @Test func withoutADeviceOrFromElsewhereItCannotBeToldFromAThief() {
    let house = House()
    let alice = house.version2("alice", device: "d1")
    for thief in [
      house.version2("alice"), house.version1("alice"), house.legacy("alice"),
      house.version2("alice", device: "d2", isNear: false),
    ] {
      #expect(house.closed[thief] == .nameTaken)
    }
    #expect(house.closed[alice] == nil)
    let bare = house.version2("bob")
    let second = house.version2("bob", device: "d2")
    #expect(house.closed[second] == .nameTaken)
    #expect(house.closed[bare] == nil)
  }

  @Test func fromElsewhereAnotherDeviceIsTakenWhereDevicesAreTrusted() {
    let house = House(Router.Options(trustsDevices: true))
    _ = house.version2("alice", device: "d1", isNear: false)
    _ = house.version2("alice", device: "d2", isNear: false)
    #expect(house.closed.isEmpty)
  }

  @Test func aReplacedDisplayNameIsTold() {
    let house = House()
    let bob = house.version2("bob")
    _ = house.version2("alice", device: "d1", display: "A")
    house.settle()
    _ = house.version2("alice", device: "d1", display: "B")
    #expect(
      house.messages(bob) == [.presence(RosterEntry(user: "alice", state: .online, display: "B"))])
  }
}
