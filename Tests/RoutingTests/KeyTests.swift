import Framing
import Routing
import Testing

/// Who is told which keys a name belongs to.
struct KeyTests {
  private let house = House()

  private func pin(_ byte: UInt8) throws -> Pin {
    try #require(Pin([UInt8](repeating: byte, count: Pin.byteCount)))
  }

  @Test func theAnswerHasTheNameAsItWasRegisteredAndTheKeysInOrder() throws {
    let (alice, _) = (house.version2("alice"), house.version2("Bob"))
    house.settle()
    let pins = try [pin(9), pin(1), pin(200)]
    house.askKeys(of: "BOB", alice, are: Set(pins))
    let sorted = pins.sorted { $0.text < $1.text }
    #expect(house.messages(alice) == [.keys(BoundKeys(user: "Bob", pins: sorted))])
    house.askKeys(of: "bob", alice)
    #expect(house.messages(alice) == [.keys(BoundKeys(user: "Bob", pins: []))])
  }

  @Test func aNameIsKnownByItsKeyAlsoWhereNobodyRemembersItsOwner() throws {
    let alice = house.version2("alice")
    house.settle()
    house.askKeys(of: "gone", alice, are: [try pin(1)])
    #expect(house.messages(alice) == [.keys(BoundKeys(user: "gone", pins: [try pin(1)]))])
  }

  @Test(arguments: ["nobody", "#everyone", "", "a\nb"])
  func ofWhoIsNotKnownThereIsNothingToTellNorToWatch(name: String) throws {
    let alice = house.version2("alice")
    house.settle()
    house.askKeys(of: name, alice)
    let errors = house.errors(alice)
    #expect(errors.map(\.code) == [.noSuchUser] && errors.map(\.to) == [name])
    house.changeKeys(of: try Name.parse("nobody"), to: [try pin(1)])
    #expect(house.take(alice).isEmpty)
  }

  @Test func whoHasAskedIsToldOfEachChangeOnceAndNobodyElse() throws {
    let (alice, bob, carol) = (
      house.version2("alice"), house.version2("bob"), house.version2("carol")
    )
    house.settle()
    house.askKeys(of: "bob", alice, are: [try pin(1)])
    house.askKeys(of: "Bob", alice, are: [try pin(1)])
    house.askKeys(of: "carol", bob, are: [try pin(2)])
    for id in [alice, bob, carol] { _ = house.take(id) }
    house.changeKeys(of: try Name.parse("BOB"), to: [try pin(1), try pin(3)])
    #expect(
      house.messages(alice) == [.keys(BoundKeys(user: "bob", pins: [try pin(1), try pin(3)]))])
    house.changeKeys(of: try Name.parse("bob"), to: nil)
    #expect(house.messages(alice) == [.keys(BoundKeys(user: "bob", pins: []))])
    #expect(house.take(bob).isEmpty && house.take(carol).isEmpty)
  }

  @Test func whoHasGoneIsNotToldAndWhoComesAgainHasToAsk() throws {
    let (alice, _) = (house.version2("alice"), house.version2("bob"))
    house.askKeys(of: "bob", alice)
    house.disconnect(alice)
    let again = house.version2("alice")
    house.settle()
    house.changeKeys(of: try Name.parse("bob"), to: [try pin(1)])
    #expect(house.take(again).isEmpty && house.take(alice).isEmpty)
  }

  @Test func whoWasToldToCloseIsToldNoMore() throws {
    let (alice, _) = (house.version2("alice"), house.version2("bob"))
    house.askKeys(of: "bob", alice)
    house.settle()
    house.refuse(.emptyFrame, alice)
    _ = house.take(alice)
    house.changeKeys(of: try Name.parse("bob"), to: [try pin(1)])
    house.askKeys(of: "bob", alice)
    #expect(house.take(alice).isEmpty)
  }

  @Test func aConnectionIsToldOfAThousandPeopleAndOfNoMore() throws {
    let alice = house.version2("alice")
    house.settle()
    let keys: Set = [try pin(1)]
    for number in 0..<Limits.watchedKeys { house.askKeys(of: "u\(number)", alice, are: keys) }
    #expect(house.messages(alice).count == Limits.watchedKeys)
    house.askKeys(of: "one too many", alice, are: keys)
    let errors = house.errors(alice)
    #expect(errors.map(\.code) == [.forbidden] && errors.map(\.to) == ["one too many"])
    // Whom it is told of already it may ask about again.
    house.askKeys(of: "U7", alice, are: keys)
    #expect(house.messages(alice) == [.keys(BoundKeys(user: "U7", pins: Array(keys)))])
    house.changeKeys(of: try Name.parse("one too many"), to: [])
    #expect(house.take(alice).isEmpty)
  }

  @Test func moreKeysThanAMessageHoldsAreNotTold() throws {
    let alice = house.version2("alice")
    house.settle()
    let many = try (0..<120).map { try pin(UInt8($0)) }
    house.askKeys(of: "alice", alice, are: Set(many))
    guard case .keys(let keys)? = house.messages(alice).first else {
      Issue.record("no keys came")
      return
    }
    #expect(keys.pins == Array(many.sorted { $0.text < $1.text }.prefix(Limits.keysOfAName)))
  }
}
