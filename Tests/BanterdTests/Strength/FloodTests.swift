import Framing
import Glibc
import Testing
import Transport

@Suite struct FloodTests {
  private func chat(_ number: Int, to name: String = "bob") -> String {
    #"{"type":"chat","to":"\#(name)","msg":"\#(number)"}"#
  }

  /// Reads numbered chats until the last, and checks that none is missing or out of order.
  private func readAll(_ count: Int, by client: TestClient) throws {
    for number in 0..<count {
      guard case .chat(let chat) = try client.message("chat") else {
        Issue.record("message \(number) is missing")
        return
      }
      #expect(chat.msg == "\(number)")
    }
  }

  @Test(arguments: [1, 2])
  func aFloodIsSlowedDownToldOnceAndLosesNothing(version: Int) throws {
    let router = try TestRouter("--rate", "50", "--burst", "10")
    let (alice, bob) = (try router.client(), try router.client())
    try bob.enter("bob")
    try alice.enter("alice", version: version)
    let start = MonotonicTime.now()
    alice.send(raw: (0..<70).flatMap { alice.frame(chat($0)) })
    guard case .error(let error) = try alice.message("error") else {
      Issue.record("nothing was said of the rate")
      return
    }
    #expect(error.code == .rateLimited && error.isFatal != true)
    #expect((1...1_000).contains(try #require(error.retryMilliseconds)))
    try readAll(70, by: bob)
    // 60 tokens at 50 a second.
    #expect(MonotonicTime.now() - start >= .milliseconds(1_100))
    alice.send(chat(0, to: "nobody"))
    guard case .error(let next) = try alice.message("error") else { return }
    #expect(next.code == .noSuchUser)
    #expect(router.closeCodes.isEmpty)
  }

  @Test(arguments: [1, 2])
  func whoFloodsAndLeavesLosesNothing(version: Int) throws {
    let router = try TestRouter("--rate", "10", "--burst", "5")
    let (alice, bob) = (try router.client(), try router.client())
    try bob.enter("bob")
    try alice.enter("alice", version: version)
    alice.send(
      raw: (0..<60).flatMap { number in
        alice.frame(#"{"type":"chat","to":"bob","msg":"\#(number)","cid":"c\#(number)"}"#)
      })
    alice.close()
    try readAll(60, by: bob)
  }

  @Test func aLegacyClientIsToldInItsOwnLanguage() throws {
    let router = try TestRouter("--rate", "50", "--burst", "5")
    let (alice, bob) = (try router.client(.legacy), try router.client())
    try bob.enter("bob")
    try alice.enter("alice")
    alice.send(raw: (0..<20).flatMap { alice.frame("!WHISPER:bob:\($0)") })
    #expect(alice.line(startingWith: "[server] ")?.contains("faster") == true)
    try readAll(20, by: bob)
    alice.send("!WHISPER:nobody:x")
    #expect(alice.line(startingWith: "[server] ")?.contains("nobody") == true)
  }

  @Test(arguments: ["10", "unlimited"])
  func theWelcomeNamesTheLimitsUnlessThereAreNone(rate: String) throws {
    let router = try TestRouter("--rate", rate)
    let client = try router.client()
    client.send(#"{"type":"register","username":"alice","v":2}"#)
    guard case .welcome(let welcome) = try client.message() else {
      Issue.record("no welcome came")
      return
    }
    #expect(welcome.limits.rate == Int64(rate))
    #expect(welcome.limits.burst == (rate == "unlimited" ? nil : 20))
  }

  @Test func bytesAreLimitedToo() throws {
    let router = try TestRouter("--rate", "1000", "--burst", "1000", "--byte-rate", "50000")
    let (alice, bob) = (try router.client(), try router.client())
    try bob.enter("bob")
    try alice.enter("alice")
    let text = String(repeating: "x", count: 25_000)
    let start = MonotonicTime.now()
    for _ in 0..<4 { alice.send(#"{"type":"chat","to":"bob","msg":"\#(text)"}"#) }
    for _ in 0..<4 { #expect(try bob.message("chat") != nil) }
    alice.send(chat(0))
    #expect(try bob.message("chat") != nil)
    // 100,000 bytes, of which 50,000 at once.
    #expect(MonotonicTime.now() - start >= .milliseconds(900))
    guard case .error(let error) = try alice.message("error") else { return }
    #expect(error.code == .rateLimited)
  }

  @Test func whoFloodsAndLeavesHasSaidItAll() throws {
    let router = try TestRouter("--rate", "100", "--burst", "5")
    let (alice, bob) = (try router.client(), try router.client())
    try bob.enter("bob")
    try alice.enter("alice")
    alice.send(raw: (0..<50).flatMap { alice.frame(chat($0)) })
    alice.endSending()
    try readAll(50, by: bob)
    #expect(alice.isClosedByRouter())
    #expect(router.hasLogged("code=client_quit"))
  }

  @Test func afterASilenceItIsToldAgain() throws {
    let router = try TestRouter("--rate", "50", "--burst", "5")
    let (alice, bob) = (try router.client(), try router.client())
    try bob.enter("bob")
    try alice.enter("alice")
    var told = 0
    // However the machine may delay the two, a round that comes after the burst is back is told of.
    let isToldTwice = Deadline.wait {
      alice.send(raw: (0..<20).flatMap { alice.frame(chat($0)) })
      if case .error(let error)? = try? alice.message("error"), error.code == .rateLimited {
        told += 1
      }
      while case .chat(let chat)? = try? bob.message("chat"), chat.msg != "19" {}
      usleep(300_000)
      return told == 2
    }
    #expect(isToldTwice)
  }

  @Test func aFloodThatNeverEndsIsHeldBackAndHurtsNobody() throws {
    let router = try TestRouter("--rate", "10", "--burst", "20")
    let (flooder, alice, bob) = (try router.client(), try router.client(), try router.client())
    try flooder.enter("flooder")
    try bob.enter("bob")
    try alice.enter("alice", version: 2)
    let before = try router.facts.memory
    let frames = (0..<1_000).flatMap { flooder.frame(chat($0, to: "nobody")) }
    var sent = 0
    // The kernel takes a few megabytes, and then the flooder has to wait.
    while sent < 64 << 20 {
      let count = flooder.sendNow(frames)
      if count <= 0 { break }
      sent += count
    }
    #expect(sent < 64 << 20)
    let time = try router.facts.processorTime
    for number in 0..<10 {
      alice.send(#"{"type":"ping","t":\#(number)}"#)
      #expect(try alice.message("pong") == .pong(Int64(number)))
    }
    #expect(try router.facts.processorTime - time < 0.5)
    #expect(try router.facts.memory - before < 2_048)
    #expect(router.closeCodes.isEmpty)
  }
}
