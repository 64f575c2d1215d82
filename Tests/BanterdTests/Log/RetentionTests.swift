import Framing
import TestSupport
import Testing

/// What is too old or too much goes out of the logs; `first` says where they begin, and senders where they are full.
@Suite struct RetentionTests {
  private static let often = ["--retention-interval", "0.05"]
  private static let day = 86_400

  /// Alice says so many things to bob, each of so many bytes.
  private func talk(_ alice: TestClient, _ numbers: ClosedRange<Int>, bytes: Int = 1) throws {
    let text = String(repeating: "x", count: bytes)
    for number in numbers { #expect(try alice.isAcked("\(number)", text, to: "bob")) }
  }

  /// Bob comes, stores what there is and goes.
  private func fetch(_ router: TestRouter, since: Int64, upTo head: Int64) throws {
    let bob = try router.client()
    _ = try #require(try bob.welcome("bob", since: since))
    while case .chat(let chat)? = try bob.message("chat"), chat.seq != head {}
    bob.send(#"{"type":"ack","seq":\#(head)}"#)
    bob.send(#"{"type":"ping","t":1}"#)
    while let message = try bob.message(), message != .pong(1) {}
  }

  /// Waits until bob's log begins at a number.
  private func expectFirst(_ first: Int64, head: Int64, of router: TestRouter) throws {
    var last: Welcome?
    let isThere = Deadline.wait {
      last = try? router.client().welcome("bob", since: head)
      return last?.first == first && last?.head == head
    }
    #expect(isThere, "the log is \(String(describing: last))")
  }

  @Test func ofTooManyMessagesTheOldestGoOnceTheyWereSent() throws {
    let router = try TestRouter(list: ["--keep-messages", "5"] + Self.often)
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice", version: 2)
    try bob.enter("bob", version: 2)
    try talk(alice, 1...12)
    while case .chat(let chat)? = try bob.message("chat"), chat.seq != 12 {}
    bob.close()
    try expectFirst(8, head: 12, of: router)
    // Who asks for more gets what there is, from the first on.
    let late = try router.client()
    #expect(try late.welcome("bob", since: 3)?.first == 8)
    guard case .chat(let chat)? = try late.message("chat") else {
      Issue.record("nothing came")
      return
    }
    #expect(chat.seq == 8)
    late.send(#"{"type":"history","peer":"alice","limit":200}"#)
    guard case .historyPage(let page)? = try late.message("history") else {
      Issue.record("no history came")
      return
    }
    #expect(page.items.compactMap(\.seq) == Array(8...12) && !page.more)
  }

  @Test func ofTooManyBytesTheOldestGoOnceTheyWereSent() throws {
    let router = try TestRouter(list: ["--keep-bytes", "10000"] + Self.often)
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice", version: 2)
    try bob.enter("bob", version: 2)
    // Each counts a thousand: with two quotation marks, and a hundred for what is known of it.
    try talk(alice, 1...30, bytes: 898)
    while case .chat(let chat)? = try bob.message("chat"), chat.seq != 30 {}
    bob.close()
    try expectFirst(21, head: 30, of: router)
  }

  @Test func whatIsTooOldGoesEvenUnreadAndItsNumbersAreNotGivenAgain() throws {
    let clock = try JumpingClock()
    let router = try TestRouter(
      list: ["--keep-days", "30"] + Self.often, launcher: clock.launcher)
    let (alice, bob) = (try router.client(), try router.client())
    try bob.enter("bob", version: 2)
    bob.close()
    try alice.enter("alice", version: 2)
    try talk(alice, 1...4)
    try clock.jump(to: 20 * Self.day)
    try talk(alice, 5...6)
    try clock.jump(to: 31 * Self.day)
    try expectFirst(5, head: 6, of: router)
    try clock.jump(to: 51 * Self.day)
    // Who is not forgotten goes on counting.
    try expectFirst(7, head: 6, of: router)
    try talk(alice, 7...7)
    try expectFirst(7, head: 7, of: router)
  }

  @Test func aFullMailboxIsToldToTheSenderUntilItsOwnerHasFetchedSome() throws {
    let router = try TestRouter(list: ["--keep-messages", "5"] + Self.often)
    let (alice, bob) = (try router.client(), try router.client())
    try bob.enter("bob", version: 2)
    bob.close()
    try alice.enter("alice", version: 2)
    try talk(alice, 1...5)
    #expect(try alice.refusal(of: "6", to: "bob") == .mailboxFull)
    // Others are none the worse for it.
    #expect(try alice.isAcked("7", to: "alice"))
    try fetch(router, since: 0, upTo: 5)
    // The same mark again: it was not taken before.
    #expect(try alice.isAcked("6", to: "bob"))
    try expectFirst(2, head: 6, of: router)
  }

  @Test func aMailboxIsFullByItsBytesToo() throws {
    let router = try TestRouter(list: ["--keep-bytes", "10000"] + Self.often)
    let (alice, bob) = (try router.client(), try router.client())
    try bob.enter("bob", version: 2)
    bob.close()
    try alice.enter("alice", version: 2)
    try talk(alice, 1...10, bytes: 898)
    #expect(try alice.refusal(of: "11", to: "bob") == .mailboxFull)
    try fetch(router, since: 0, upTo: 10)
    try talk(alice, 11...11, bytes: 898)
  }

  @Test func whatWasSentButNotStoredIsNeitherDroppedNorOverwritten() throws {
    let router = try TestRouter(list: ["--keep-messages", "5"] + Self.often)
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice", version: 2)
    try bob.enter("bob", version: 2)
    try talk(alice, 1...5)
    while case .chat(let chat)? = try bob.message("chat"), chat.seq != 5 {}
    // The rest it had not on its disk when it was cut off.
    bob.send(#"{"type":"ack","seq":2}"#)
    bob.send(#"{"type":"ping","t":1}"#)
    while let message = try bob.message(), message != .pong(1) {}
    bob.close()
    try talk(alice, 6...7)
    #expect(try alice.refusal(of: "8", to: "bob") == .mailboxFull)
    try expectFirst(3, head: 7, of: router)
    let late = try router.client()
    #expect(try late.welcome("bob", since: 2)?.first == 3)
    guard case .chat(let chat)? = try late.message("chat") else {
      Issue.record("nothing came")
      return
    }
    #expect(chat.seq == 3)
  }
}
