import Storage
import Testing

struct HistoryTests {
  let folder: TemporaryFolder
  var file: String { folder.path + "/alice.sqlite" }

  init() throws {
    folder = try TemporaryFolder()
  }

  func open() throws -> History { try History(.file(file)) }

  func origin(_ seq: Int64) -> MessageOrigin {
    MessageOrigin(id: "m\(seq)", seq: seq, time: 1_000 + seq)
  }

  /// Takes a message from bob as the router's log has it.
  @discardableResult
  func hear(_ text: String, _ seq: Int64, in history: History) -> HistoryItem? {
    let bob = history.thread(with: "bob", address: "Bob")
    history.advance(to: seq)
    return history.take(text, by: "Bob", in: bob, at: 1_000 + seq, origin: origin(seq))
  }

  func texts(_ history: History, with peer: String = "bob") -> [String] {
    let thread = history.thread(with: peer, address: peer)
    return history.items(in: thread, from: 0, limit: .max).map(\.text)
  }

  @Test func whatWasCommittedIsThereAgainWithTheCursor() throws {
    let device: String
    do {
      let history = try open()
      device = history.device
      #expect(history.meet(server: "r1", head: 0))
      hear("one", 1, in: history)
      hear("two", 2, in: history)
      #expect(history.storedCursor == 0)
      try history.commit()
      #expect(history.storedCursor == 2)
    }
    let history = try open()
    #expect(history.device == device)
    #expect(history.log.server == "r1" && history.log.cursor == 2 && history.storedCursor == 2)
    #expect(texts(history) == ["one", "two"])
    #expect(history.threads["bob"]?.address == "Bob")
    #expect(history.threads["bob"]?.unread == 2)
  }

  @Test func whatWasNotCommittedIsNotThereAndNeitherIsItsCursor() throws {
    do {
      let history = try open()
      #expect(history.meet(server: "r1", head: 0))
      hear("one", 1, in: history)
      try history.commit()
      hear("two", 2, in: history)
    }
    let history = try open()
    #expect(history.log.cursor == 1)
    #expect(texts(history) == ["one"])
  }

  @Test func aMessageOfTheRouterIsTakenOnce() throws {
    let history = try open()
    #expect(history.meet(server: "r1", head: 0))
    #expect(hear("one", 1, in: history) != nil)
    #expect(hear("one", 1, in: history) == nil)
    try history.commit()
    #expect(hear("one", 1, in: history) == nil)
    #expect(texts(history) == ["one"])
  }

  @Test func aRouterThatLostItsLogBeginsANewOneAndDoublesAreStillKnown() throws {
    let history = try open()
    #expect(history.meet(server: "r1", head: 0))
    for seq in 1...3 { hear("m\(seq)", Int64(seq), in: history) }
    try history.commit()
    #expect(history.meet(server: "r1", head: 3))
    #expect(!history.meet(server: "r1", head: 2), "a smaller head")
    #expect(history.log.cursor == 0 && history.storedCursor == 0)
    #expect(hear("m1", 1, in: history) == nil)
    #expect(!history.meet(server: "r2", head: 9), "another router")
    #expect(hear("of the new router", 1, in: history) != nil)
    try history.commit()
    #expect(texts(history) == ["m1", "m2", "m3", "of the new router"])
  }

  @Test func aNameThatIsGivenAgainIsAnotherMessage() throws {
    let history = try open()
    #expect(history.meet(server: "r1", head: 0))
    hear("before", 1, in: history)
    let bob = history.thread(with: "bob", address: "Bob")
    let again = MessageOrigin(id: "m1", seq: 2, time: 99_999)
    #expect(history.take("after", by: "Bob", in: bob, at: 99_999, origin: again) != nil)
  }

  @Test func whatWaitsForTheRouterIsKeptInOrderUntilItIsTaken() throws {
    do {
      let history = try open()
      let bob = history.thread(with: "bob", address: "Bob")
      for number in 1...12 {
        _ = history.queue("text \(number)", in: bob, at: Int64(number), cid: "c\(number)")
      }
      try history.commit()
    }
    let history = try open()
    #expect(history.waiting().map(\.text) == (1...12).map { "text \($0)" })
    #expect(history.waiting().first?.address == "Bob")
    let taken = history.acknowledge(cid: "c1", origin: origin(1))
    #expect(taken?.item.kind == .own(.sent))
    #expect(history.acknowledge(cid: "c1", origin: origin(1)) == nil, "once")
    #expect(history.noteFailed(cid: "c2")?.kind == .own(.failed))
    #expect(history.noteSent(cid: "c3")?.kind == .own(.sent))
    try history.commit()
    #expect(history.waiting().map(\.cid) == (4...12).map { "c\($0)" })
  }

  @Test func whatWasTypedOfflineTakesItsPlaceBehindWhatCameMeanwhile() throws {
    let history = try open()
    #expect(history.meet(server: "r1", head: 0))
    hear("before", 1, in: history)
    let bob = history.thread(with: "bob", address: "Bob")
    for number in 1...2 {
      _ = history.queue("mine \(number)", in: bob, at: 500, cid: "c\(number)")
    }
    hear("meanwhile", 2, in: history)
    hear("unread", 3, in: history)
    let first = try #require(history.acknowledge(cid: "c1", origin: origin(4)))
    #expect(first.hasMoved)
    #expect(texts(history) == ["before", "mine 2", "meanwhile", "unread", "mine 1"])
    let second = try #require(history.acknowledge(cid: "c2", origin: origin(5)))
    #expect(second.hasMoved)
    try history.commit()
    #expect(texts(history) == ["before", "meanwhile", "unread", "mine 1", "mine 2"])
    #expect(history.number(of: second.item.key, in: bob) == 4)
    #expect(bob.unread == 2)
    #expect(
      history.firstUnread(in: bob).flatMap { history.item($0, in: bob) }?.text == "meanwhile")
  }

  @Test func inTheOrderOfTheLogNothingMoves() throws {
    let history = try open()
    #expect(history.meet(server: "r1", head: 0))
    let bob = history.thread(with: "bob", address: "Bob")
    _ = history.queue("mine", in: bob, at: 500, cid: "c1")
    hear("answer", 2, in: history)
    #expect(history.acknowledge(cid: "c1", origin: origin(1))?.hasMoved == false)
    #expect(texts(history) == ["mine", "answer"])
  }

  @Test func deliveredAndReadGoUpToAMessage() throws {
    let history = try open()
    #expect(history.meet(server: "r1", head: 0))
    let bob = history.thread(with: "bob", address: "Bob")
    for number in 1...4 {
      _ = history.queue("\(number)", in: bob, at: 1, cid: "c\(number)")
      if number < 4 { _ = history.acknowledge(cid: "c\(number)", origin: origin(Int64(number))) }
    }
    #expect(history.receive(.delivered, upTo: "m3", in: bob))
    #expect(history.receive(.read, upTo: "m1", in: bob))
    #expect(!history.receive(.delivered, upTo: "m2", in: bob), "no news")
    #expect(!history.receive(.read, upTo: "unknown", in: bob))
    try history.commit()
    let kinds: [HistoryItem.Kind] = [
      .own(.read), .own(.delivered), .own(.delivered), .own(.queued),
    ]
    #expect(history.items(in: bob, from: 0, limit: 10).map(\.kind) == kinds)
  }

  @Test func olderMessagesGoBeforeTheFirst() throws {
    let history = try open()
    #expect(history.meet(server: "r1", head: 0))
    hear("seven", 7, in: history)
    let bob = history.thread(with: "bob", address: "Bob")
    #expect(history.oldestSeq(in: bob) == 7)
    let key = try #require(history.items(in: bob, from: 0, limit: 1).first?.key)
    #expect(history.takeOlder("six", by: "Bob", in: bob, origin: origin(6)))
    #expect(!history.takeOlder("six", by: "Bob", in: bob, origin: origin(6)))
    #expect(history.takeOlder("five", by: nil, in: bob, origin: origin(5)))
    try history.commit()
    #expect(texts(history) == ["five", "six", "seven"])
    #expect(bob.count == 3 && bob.unread == 1)
    #expect(history.number(of: key, in: bob) == 2)
    #expect(history.items(in: bob, from: 1, limit: 1).map(\.text) == ["six"])
    #expect(history.oldestSeq(in: bob) == 5)
  }

  @Test func readMarksAndDraftsAreKept() throws {
    do {
      let history = try open()
      #expect(history.meet(server: "r1", head: 0))
      for seq in 1...5 { hear("\(seq)", Int64(seq), in: history) }
      let bob = history.thread(with: "bob", address: "Bob")
      #expect(history.markRead(bob, upTo: "m2"))
      history.setDraft("unfinished", in: bob)
      try history.commit()
    }
    let history = try open()
    let bob = try #require(history.threads["bob"])
    #expect(bob.unread == 3 && bob.draft == "unfinished" && bob.lastTime == 1_005)
    #expect(history.takeReadToTell(in: bob) == nil, "the router knows: it told")
    #expect(history.markRead(bob))
    #expect(!history.markRead(bob))
    #expect(history.takeReadToTell(in: bob) == "m5")
    #expect(history.takeReadToTell(in: bob) == nil)
    #expect(history.firstUnread(in: bob) == nil)
  }

  @Test func aSecondProgramIsToldThatItIsBusy() throws {
    let first = try open()
    let error = #expect(throws: SQLiteError.self) { try History(.file(file)) }
    #expect(error?.fact == .busy)
    _ = first
  }
}
