import Framing
import Routing
import Testing

struct RefusalTests {
  @Test func aWrongMessageIsAnsweredWithItsCodeAndTheConnectionStays() {
    let house = House()
    let one = house.version1("one")
    house.settle()
    let cases: [(MessageError, ErrorCode)] = [
      (.badUTF8, .badUTF8), (.badJSON(at: 3), .badJSON), (.unknownType("x"), .unknownType),
      (.badField("msg"), .badField), (.unsupportedVersion(3), .unsupportedVersion),
    ]
    for (error, code) in cases {
      house.refuse(error, one)
      let errors = house.errors(one)
      #expect(errors.map(\.code) == [code])
      #expect(errors.map(\.msg) == [Wording.text(for: error)])
      #expect(errors[0].isFatal == nil)
    }
    #expect(house.closed.isEmpty)
  }

  @Test func aBrokenStreamIsAnsweredAndClosed() {
    let house = House()
    let watcher = house.version2("watcher")
    let one = house.version1("one")
    house.settle()
    house.refuse(.frameTooLarge(length: 70_000, limit: 65_536), one)
    let errors = house.errors(one)
    #expect(errors.map(\.code) == [.frameTooLarge] && errors[0].isFatal == true)
    #expect(house.closed[one] == .frameTooLarge)
    #expect(house.messages(watcher) == [.presence(RosterEntry(user: "one", state: .offline))])
    let stranger = house.connect(.json)
    house.refuse(.emptyFrame, stranger)
    #expect(house.errors(stranger).map(\.code) == [.badFrame])
    #expect(house.closed[stranger] == .protocolError)
  }

  @Test func version2IsToldGoodByeWhenItIsClosed() {
    let house = House()
    let two = house.version2("two")
    house.settle()
    house.refuse(.emptyFrame, two)
    let messages = house.messages(two)
    #expect(messages.map(\.type) == ["error", "bye"])
    #expect(messages.last == .bye(Bye(.protocolError)))
    #expect(house.closed[two] == .protocolError)
  }

  @Test func twentyWrongMessagesAreSurvivedAndOneMoreIsNot() {
    for kind in [FrameKind.json, .legacy] {
      let house = House()
      let id = kind == .json ? house.version1("a") : house.legacy("a")
      house.settle()
      for _ in 0..<20 { house.refuse(.badJSON(at: 0), id) }
      #expect(house.closed.isEmpty)
      #expect(house.take(id).count == 20)
      house.refuse(.badJSON(at: 0), id)
      #expect(house.closed[id] == .protocolError)
      #expect(house.take(id).count == 1)
    }
  }

  @Test func wrongMessagesOfEveryKindAreCountedTogetherAlsoBeforeRegister() {
    let house = House()
    let id = house.connect(.json)
    for _ in 0..<10 { house.send(.ping(1), id) }
    house.send(.register(Registration(username: "a", version: 2)), id)
    for _ in 0..<5 { house.send(.register(Registration(username: "b")), id) }
    for _ in 0..<5 { house.send(.chat(Chat(to: "a", from: "x", msg: "")), id) }
    #expect(house.closed.isEmpty)
    house.refuse(.unknownType("x"), id)
    #expect(house.closed[id] == .protocolError)
  }

  @Test func wrongMessagesAreForgottenAfter10Seconds() {
    let house = House()
    let id = house.version1("a")
    for _ in 0..<100 {
      house.refuse(.badUTF8, id)
      house.wait(500)
    }
    #expect(house.closed.isEmpty)
    for _ in 0..<21 {
      house.refuse(.badUTF8, id)
      house.wait(400)
    }
    #expect(house.closed[id] == .protocolError)
  }

  @Test func aPeerWhoHasGoneIsNoMistakeOfTheSender() {
    let house = House()
    let id = house.version2("a")
    for _ in 0..<100 { house.send(.chat(Chat(to: "gone", msg: "m", cid: "c")), id) }
    #expect(house.closed.isEmpty)
    #expect(house.errors(id).count == 100)
  }

  @Test func whoWasToldToCloseIsNotHeardAnyMore() {
    let house = House()
    let (one, two) = (house.version1("one"), house.version2("two"))
    house.settle()
    house.refuse(.emptyFrame, one)
    house.settle()
    house.send(.chat(Chat(to: "two", msg: "m")), one)
    house.send(.register(Registration(username: "again")), one)
    house.refuse(.badUTF8, one)
    house.refuse(.emptyFrame, one)
    house.send(.say("m"), one)
    house.disconnect(one)
    #expect(house.take(one).isEmpty && house.take(two).isEmpty)
  }

  @Test func anUnknownConnectionIsNobody() {
    let house = House()
    let nobody = SessionID(rawValue: 77)
    house.send(.ping(1), nobody)
    house.send(.say("x"), nobody)
    house.refuse(.badUTF8, nobody)
    house.refuse(.emptyFrame, nobody)
    house.disconnect(nobody)
    #expect(house.take(nobody).isEmpty && house.closed.isEmpty)
    #expect(house.name(of: nobody) == nil && house.dialect(of: nobody) == nil)
  }

  @Test func atTheEndVersion2IsToldWhenToComeBackAndAllAreClosed() {
    let house = House()
    let (one, two) = (house.version1("one"), house.version2("two"))
    let (old, new) = (house.legacy("old"), house.connect(.json))
    house.settle()
    house.note(house.router.shutDown { Int64($0.rawValue) * 1_000 })
    #expect(
      house.messages(two) == [.bye(Bye(.serverShutdown, retryMilliseconds: 2_000))])
    #expect(house.take(one).isEmpty && house.take(old).isEmpty && house.take(new).isEmpty)
    #expect([one, two, old, new].allSatisfy { house.closed[$0] == .serverShutdown })
    for id in [one, two, old, new] { house.disconnect(id) }
    #expect(house.registeredCount == 0 && house.nextTick == nil)
  }
}
