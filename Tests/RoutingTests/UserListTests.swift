import Framing
import Routing
import Testing
import TestSupport

struct UserListTests {
  @Test func aStormOfJoinsIsOneListForEachClientIn100Milliseconds() {
    let house = House()
    let (one, old) = (house.version1("one"), house.legacy("old"))
    house.settle()
    for index in 0..<200 {
      _ = house.version2("u\(index)")
      house.wait(1)
    }
    house.wait(1_000)
    let lists = house.messages(one)
    #expect((2...4).contains(lists.count))
    guard case .userList(let names)? = lists.last else {
      Issue.record("no list")
      return
    }
    #expect(names.count == 202)
    #expect(house.lines(old).filter { $0.hasPrefix("!USERLIST:") }.count == lists.count)
  }

  @Test func noClientGetsTwoListsWithin100Milliseconds() {
    let house = House()
    var random = UInt64(42)
    var ids: [SessionID] = []
    var last: [SessionID: Int64] = [:]
    func look() {
      for id in ids {
        let lists = house.take(id).filter {
          if case .message(.userList) = $0 { true } else { false }
        }
        guard !lists.isEmpty else { continue }
        #expect(lists.count == 1)
        if let time = last[id] { #expect(house.now - time >= 100) }
        last[id] = house.now
      }
    }
    for step in 0..<3_000 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if random >> 60 == 0 { ids.append(house.version1("n\(step)")) }
      if random >> 60 == 1, let id = ids.popLast() { house.disconnect(id) }
      look()
      house.wait(1)
      look()
    }
    house.wait(300)
    for id in ids { #expect(house.isRegistered(id)) }
    #expect(house.nextTick == nil)
  }

  @Test func everyClientEndsWithTheListOfWhoIsThere() {
    let house = House()
    var latest: [SessionID: [String]] = [:]
    var ids: [SessionID] = []
    for index in 0..<40 {
      ids.append(house.version1("n\(index)"))
      if index % 3 == 2 { house.disconnect(ids.remove(at: index / 3)) }
      house.wait(Int64(index * 7 % 60))
    }
    house.wait(300)
    for id in ids {
      for case .userList(let names) in house.messages(id) { latest[id] = names }
    }
    let names = ids.compactMap(house.name(of:)).sorted()
    #expect(ids.allSatisfy { latest[$0] == names })
  }

  @Test func oneListIsMadeForAllWhoGetIt() {
    let house = House()
    for index in 0..<10 { _ = house.version1("n\(index)") }
    for index in 0..<10 { _ = house.legacy("l\(index)") }
    house.settle()
    house.router.connect(SessionID(rawValue: 99), speaking: .json)
    _ = house.router.receive(
      .register(Registration(username: "new", version: 2)), from: SessionID(rawValue: 99),
      at: house.now)
    let deliveries = house.router.tick(at: house.now)
    #expect(deliveries.count == 2)
    for case .send(_, let ids) in deliveries { #expect(ids.count == 10) }
  }

  @Test func theFirstChangeAfterAQuietTimeIsToldAtOnce() {
    let house = House()
    let one = house.version1("one")
    house.settle()
    _ = house.version2("two")
    #expect(house.nextTick == house.now)
    house.wait(0)
    #expect(house.messages(one) == [.userList(["one", "two"])])
    #expect(house.nextTick == nil)
  }

  @Test func namesStandInTheOrderOfTheirCodePoints() {
    let house = House()
    for name in ["zoe", "Zoe2", "élan", "adam", "李", "Bob", "иван", "𐐷𐐯"] {
      _ = house.version2(name)
    }
    let one = house.version1("m")
    let names = ["Bob", "Zoe2", "adam", "m", "zoe", "élan", "иван", "李", "𐐷𐐯"]
    #expect(house.messages(one) == [.userList(names)])
  }

  @Test func aClockThatIsPutBackSilencesNobody() {
    let house = House()
    let one = house.version1("one")
    house.settle()
    house.now -= 3_600_000
    _ = house.version2("two")
    house.wait(200)
    #expect(house.messages(one) == [.userList(["one", "two"])])
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func sentAFewAtATimeEveryListStillReachesAllAndNobodyTooOften(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let house = House()
    var ids: [SessionID] = []
    var latest: [SessionID: (names: [String], at: Int64)] = [:]
    func look() {
      for id in ids {
        for case .userList(let names) in house.messages(id) {
          if let last = latest[id] { #expect(house.now - last.at >= 100) }
          latest[id] = (names, house.now)
        }
      }
    }
    for step in 0..<2_000 {
      let choice = Int.random(in: 0...19, using: &random)
      if step < 1_600, choice < 4 { ids.append(house.version1("n\(step)")) }
      if step < 1_600, choice == 4, let id = ids.randomElement(using: &random) {
        house.disconnect(id)
        ids.removeAll { $0 == id }
      }
      look()
      house.step(1, lists: 3)
      look()
    }
    #expect(house.nextTick == nil)
    let names = ids.compactMap(house.name(of:)).sorted()
    #expect(names.count > 100)
    for id in ids { #expect(latest[id]?.names == names) }
  }

  @Test func noMoreListsAreSentThanAskedFor() {
    let house = House()
    for index in 0..<50 { _ = house.version1("n\(index)") }
    _ = house.version2("late")
    house.now += 200
    for _ in 0..<5 {
      #expect(house.nextTick == house.now || house.nextTick ?? 0 < house.now)
      let deliveries = house.router.tick(at: house.now, atMost: 10)
      #expect(deliveries.count == 1)
      for case .send(_, let ids) in deliveries { #expect(ids.count == 10) }
    }
    #expect(house.tick(at: house.now, atMost: 10).isEmpty)
    #expect(house.nextTick == nil)
  }
}
