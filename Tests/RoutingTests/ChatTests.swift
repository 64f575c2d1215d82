import Framing
import Routing
import Testing

struct ChatTests {
  @Test func version1IsForwardedWithJustItsFourFields() {
    let house = House()
    let (alice, bob) = (house.version1("alice"), house.version1("bob"))
    house.settle()
    house.send(
      .chat(Chat(to: "BOB", from: "Alice", msg: "hi", cid: "c", id: "x", seq: 9, ts: 9)), alice)
    #expect(
      house.messages(bob) == [.chat(Chat(to: "bob", from: "alice", msg: "hi"))])
    #expect(house.take(alice).isEmpty, "no ack for version 1")
  }

  @Test func version2IsStampedAndAcknowledged() throws {
    let house = House()
    let (alice, bob) = (house.version2("alice"), house.version2("bob"))
    house.settle()
    house.send(.chat(Chat(to: "bob", msg: "hi", cid: "k7", id: "forged", seq: 99, ts: 1)), alice)
    let chat = try #require(house.chats(bob).first)
    let id = try #require(chat.id)
    #expect(
      chat == Chat(to: "bob", from: "alice", msg: "hi", id: id, seq: 1, ts: house.now))
    #expect(
      house.messages(alice)
        == [.acknowledgement(Acknowledgement(cid: "k7", id: id, seq: 1, ts: house.now))])
  }

  @Test func withoutACIDAMessageIsRelayedAndNotAcknowledged() {
    let house = House()
    let (alice, bob) = (house.version2("alice"), house.version2("bob"))
    house.settle()
    house.send(.chat(Chat(to: "bob", msg: "hi")), alice)
    #expect(house.take(alice).isEmpty)
    house.send(.chat(Chat(to: "bob", msg: "hi", cid: "c")), alice)
    #expect(house.acknowledgements(alice).map(\.seq) == [1], "no gap in the sender's own log")
    #expect(house.chats(bob).map(\.seq) == [1, 2])
  }

  @Test func theSameCIDAgainHasTheSameAckAndIsNotRelayedTwice() {
    let house = House()
    let (alice, bob) = (house.version2("alice", device: "d"), house.version2("bob"))
    house.settle()
    for cid in ["c", "c", "\u{E9}", "e\u{301}", "c"] {
      house.send(.chat(Chat(to: "bob", msg: "m", cid: cid)), alice)
    }
    let acks = house.acknowledgements(alice)
    #expect(acks.map(\.seq) == [1, 1, 2, 3, 1])
    #expect(acks[0] == acks[1] && acks[0] == acks[4])
    #expect(house.chats(bob).count == 3)
    let again = house.version2("alice", device: "d")
    house.send(.chat(Chat(to: "bob", msg: "m", cid: "c")), again)
    #expect(house.acknowledgements(again) == [acks[0]])
    #expect(house.chats(bob).isEmpty)
  }

  @Test func aMessageThatWasRefusedMayBeSentAgainWithItsCID() {
    let house = House()
    let alice = house.version2("alice")
    house.send(.chat(Chat(to: "bob", msg: "m", cid: "c")), alice)
    let bob = house.version2("bob")
    house.settle()
    house.send(.chat(Chat(to: "bob", msg: "m", cid: "c")), alice)
    #expect(house.acknowledgements(alice).map(\.cid) == ["c"])
    #expect(house.chats(bob).map(\.msg) == ["m"])
  }

  @Test func theNumbersOfEachUserHaveNoGap() {
    let house = House()
    let (alice, bob, carol) = (
      house.version2("alice"), house.version2("bob"), house.version2("carol")
    )
    house.settle()
    house.send(.chat(Chat(to: "bob", msg: "1", cid: "1")), alice)
    house.send(.chat(Chat(to: "#everyone", msg: "2", cid: "2")), carol)
    house.send(.chat(Chat(to: "alice", msg: "3", cid: "3")), bob)
    house.send(.chat(Chat(to: "nobody", msg: "4", cid: "4")), alice)
    house.send(.chat(Chat(to: "bob", msg: "5", cid: "5")), alice)
    func numbers(_ id: SessionID) -> [Int64?] {
      house.messages(id).compactMap {
        switch $0 {
        case .chat(let chat): chat.seq
        case .acknowledgement(let acknowledgement): acknowledgement.seq
        default: nil
        }
      }
    }
    #expect(numbers(alice) == [1, 2, 3, 4])
    #expect(numbers(bob) == [1, 2, 3, 4])
    #expect(numbers(carol) == [1])
  }

  @Test func identifiersAre16DigitsAndAlwaysGrow() {
    let house = House()
    let (alice, bob) = (house.version2("alice"), house.version2("bob"))
    house.settle()
    for step in [0, 0, 1, -5_000, 0, 10_000, -20_000, 3] as [Int64] {
      house.now += step
      for _ in 0..<50 { house.send(.chat(Chat(to: "bob", msg: "m")), alice) }
    }
    let ids = house.chats(bob).compactMap(\.id)
    #expect(ids.count == 400)
    #expect(ids == ids.sorted() && Set(ids).count == 400)
    #expect(ids.allSatisfy { $0.utf8.count == 16 && $0.allSatisfy("0123456789abcdef".contains) })
  }

  @Test(arguments: ["bob", "", "alicia", "server", "alice ", "Аlice"])
  func aFromThatIsNotTheSenderIsRefused(_ from: String) {
    for version in [1, 2] {
      let house = House()
      let alice = version == 1 ? house.version1("alice") : house.version2("alice")
      let bob = house.version2("bob")
      house.settle()
      for to in ["bob", "#everyone", "nobody"] {
        house.send(.chat(Chat(to: to, from: from, msg: "m", cid: "c")), alice)
        let errors = house.errors(alice)
        #expect(errors.map(\.code) == [.fromMismatch])
        #expect(errors.map(\.re) == [version == 2 ? "c" : nil])
      }
      #expect(house.take(bob).isEmpty)
      #expect(house.closed.isEmpty)
    }
  }

  @Test(arguments: ["nobody", "", "#ops", "everyone", "a\nb", "[server]", "bob "])
  func whoIsNotHereIsNamed(_ to: String) {
    let house = House()
    let (one, two) = (house.version1("one"), house.version2("two"))
    let bob = house.version2("bob")
    house.settle()
    house.send(.chat(Chat(to: to, msg: "m", cid: "c")), one)
    house.send(.chat(Chat(to: to, msg: "m", cid: "c")), two)
    let first = house.errors(one)
    #expect(first.map(\.code) == [.noSuchUser] && first.map(\.to) == [to] && first[0].re == nil)
    let second = house.errors(two)
    #expect(second.map(\.code) == [.noSuchUser] && second.map(\.to) == [to])
    #expect(second.map(\.re) == ["c"])
    #expect(house.take(bob).isEmpty)
  }

  @Test func aTextFromVersion1IsNumberedForVersion2AndPlainTheOtherWay() {
    let house = House()
    let (one, two) = (house.version1("one"), house.version2("two"))
    house.settle()
    house.send(.chat(Chat(to: "two", msg: "up")), one)
    house.send(.chat(Chat(to: "one", msg: "down", cid: "c")), two)
    let messages = house.messages(two)
    #expect(messages.count == 2)
    guard case .chat(let chat)? = messages.first else {
      Issue.record("no chat")
      return
    }
    #expect(chat.from == "one" && chat.msg == "up" && chat.seq == 1 && chat.id != nil)
    #expect(house.messages(one) == [.chat(Chat(to: "one", from: "two", msg: "down"))])
  }

  @Test func oneMayWriteToOneself() {
    let house = House()
    let (one, two, old) = (house.version1("one"), house.version2("two"), house.legacy("old"))
    house.settle()
    house.send(.chat(Chat(to: "one", msg: "m")), one)
    house.send(.chat(Chat(to: "two", msg: "m", cid: "c")), two)
    house.send(.whisper(to: "old", text: "m"), old)
    #expect(house.messages(one) == [.chat(Chat(to: "one", from: "one", msg: "m"))])
    #expect(house.acknowledgements(two).map(\.cid) == ["c"])
    #expect(house.lines(old) == ["[private] old: m"])
  }

  @Test func theRoomIsEverybodyButVersion1AndTheSender() {
    let house = House()
    let (one, two) = (house.version1("one"), house.version2("two"))
    let (three, old) = (house.version2("three"), house.legacy("old"))
    house.settle()
    house.send(.chat(Chat(to: "#everyone", msg: "hi", cid: "c")), two)
    #expect(house.take(one).isEmpty)
    #expect(house.acknowledgements(two).map(\.cid) == ["c"])
    let heard = house.chats(three)
    #expect(heard.map(\.to) == ["#everyone"] && heard.map(\.from) == ["two"])
    #expect(house.lines(old) == ["two: hi"])
    house.send(.chat(Chat(to: "#Everyone", from: "one", msg: "from one")), one)
    #expect(house.take(one).isEmpty)
    #expect(house.chats(two).map(\.msg) == ["from one"])
    #expect(house.lines(old) == ["one: from one"])
  }

  @Test func version1IsSentOnlyItsFourTypes() {
    let house = House()
    let one = house.version1("one")
    let two = house.version2("two", device: "d")
    let old = house.legacy("old")
    for message in [
      Message.ping(1), .pong(1), .bye(Bye(.kicked)), .chat(Chat(to: "two", msg: "a", cid: "c")),
      .chat(Chat(to: "gone", msg: "a", cid: "c")), .chat(Chat(to: "#everyone", msg: "a", cid: "c")),
      .presence(RosterEntry(user: "x", state: .away)),
    ] {
      house.send(message, one)
      house.send(message, two)
    }
    house.send(.chat(Chat(to: "one", msg: "b", cid: "d")), two)
    house.send(.whisper(to: "one", text: "c"), old)
    house.send(.say("d"), old)
    _ = house.version2("two", device: "d", display: "new")
    house.disconnect(old)
    house.wait(1_000)
    house.refuse(.frameTooLarge(length: 2, limit: 1), one)
    let types = Set(house.messages(one).map(\.type))
    #expect(types == ["user_list", "chat", "error"])
  }

  @Test func aPingOfVersion2IsAnsweredAndAPongTaken() {
    let house = House()
    let two = house.version2("two")
    house.settle()
    house.send(.ping(-7), two)
    house.send(.pong(3), two)
    #expect(house.messages(two) == [.pong(-7)])
  }

  @Test func whatOnlyARouterSendsIsAnUnknownTypeFromAClient() {
    let house = House()
    let (one, two) = (house.version1("one"), house.version2("two"))
    house.settle()
    let routers: [Message] = [
      .userList([]), .error(ErrorMessage(msg: "", code: .internal)), .roster([], rooms: []),
      .presence(RosterEntry(user: "a", state: .online)), .bye(Bye(.kicked)),
      .acknowledgement(Acknowledgement(cid: "c", id: "i", seq: 1, ts: 1)),
    ]
    for message in routers {
      house.send(message, two)
      #expect(house.errors(two).map(\.code) == [.unknownType])
    }
    for message in [Message.ping(1), .pong(1)] {
      house.send(message, one)
      #expect(house.errors(one).map(\.code) == [.unknownType])
    }
  }
}
