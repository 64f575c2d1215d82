import Framing
import Glibc
import Testing

/// A disk that is full, or fails: nothing is acked, the router lives, and takes messages again when the disk does.
@Suite struct DiskFaultTests {
  @Test(arguments: [ENOSPC, EIO])
  func whileTheDiskRefusesNothingIsAckedAndThenAllIsTakenInOrder(number: Int32) throws {
    let disk = try FailingDisk()
    let router = try TestRouter(list: [], launcher: disk.launcher)
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice", version: 2)
    try bob.enter("bob", version: 2)
    #expect(try alice.isAcked("0", to: "bob"))
    try disk.fail(with: number)
    for cid in ["1", "2"] {
      #expect(try alice.refusal(of: cid, to: "bob") == .storageUnavailable)
    }
    try expectLife(of: router, with: alice)
    #expect(router.hasLogged("messages cannot be kept"))
    try disk.recover()
    for cid in ["1", "2", "3"] { #expect(try alice.isAcked(cid, to: "bob")) }
    #expect(router.hasLogged("messages are kept again"))
    try expectLog(of: bob, ["0", "1", "2", "3"])
  }

  @Test(.enabled(if: SmallDisk.isPossible))
  func aFileSystemThatIsReallyFullIsNoEndEither() throws {
    let disk = try SmallDisk()
    let router = try TestRouter(list: ["--state", disk.path], launcher: disk.launcher)
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice", version: 2)
    try bob.enter("bob", version: 2)
    #expect(try alice.isAcked("0", to: "bob"))
    try disk.fill(of: router)
    // What has room in the file as it is may be taken still.
    let text = String(repeating: "x", count: 60_000)
    var taken = 0
    while try alice.isAcked("large \(taken)", text, to: "bob"), taken < 100 { taken += 1 }
    #expect(taken < 100)
    try expectLife(of: router, with: alice)
    try disk.empty(of: router)
    #expect(try alice.isAcked("large \(taken)", text, to: "bob"))
    #expect(try alice.isAcked("last", to: "bob"))
    let cids = ["0"] + (0...taken).map { "large \($0)" } + ["last"]
    for seq in 1...cids.count {
      guard case .chat(let chat)? = try bob.message("chat") else {
        Issue.record("the messages end before \(seq)")
        return
      }
      #expect(chat.seq == Int64(seq))
    }
  }

  @Test func whatIsSentBeforeARefusalIsHeardNeverComesBeforeWhatWasRefused() throws {
    let disk = try FailingDisk()
    let router = try TestRouter(list: [], launcher: disk.launcher)
    let (alice, bob) = (try router.client(), try router.client())
    try alice.enter("alice", version: 2)
    try bob.enter("bob", version: 2)
    try disk.fail(with: ENOSPC)
    alice.say("1", to: "bob")
    guard case .error(let error)? = try alice.message("error") else {
      Issue.record("no error came")
      return
    }
    #expect(error.re == "1")
    try disk.recover()
    // The disk is well again, but these were sent before the error was heard of.
    for cid in ["2", "3"] { alice.say(cid, to: "bob") }
    var pings = 0
    var refused: [String] = []
    while pings < 3, let message = try alice.message() {
      if case .error(let error) = message, let cid = error.re { refused.append(cid) }
      if case .ping(let token) = message {
        pings += 1
        alice.send(#"{"type":"pong","t":\#(token)}"#)
      }
    }
    #expect(refused == ["2", "3"])
    for cid in ["1", "2", "3"] { #expect(try alice.isAcked(cid, to: "bob")) }
    try expectLog(of: bob, ["1", "2", "3"])
  }

  @Test func whatWasRefusedIsNotThereAfterAKillAndWhatWasAckedIs() throws {
    let disk = try FailingDisk()
    let folder = TemporaryFile()
    let first = try TestRouter(list: ["--state", folder.path], launcher: disk.launcher)
    let alice = try first.client()
    try alice.enter("alice", version: 2)
    let ack = try #require(try alice.ack(of: "1", to: "alice"))
    try disk.fail(with: EIO)
    #expect(try alice.refusal(of: "2", to: "alice") == .storageUnavailable)
    first.send(SIGKILL)
    #expect(first.waitForExit() == 128 + SIGKILL)
    try disk.recover()
    let router = try TestRouter(list: ["--state", folder.path], launcher: disk.launcher)
    let again = try router.client()
    #expect(try again.welcome("alice")?.head == 1)
    guard case .chat(let chat)? = try again.message("chat") else {
      Issue.record("what was acked is lost")
      return
    }
    #expect(chat.id == ack.id && chat.cid == "1")
    // The first ack again, and the next number for what was not there.
    #expect(try again.ack(of: "1", to: "alice") == ack)
    #expect(try again.ack(of: "2", to: "alice")?.seq == ack.seq + 1)
  }

  @Test func betweenOldClientsNothingNeedsTheDisk() throws {
    let disk = try FailingDisk()
    let router = try TestRouter(list: [], launcher: disk.launcher)
    let (old, other) = (try router.client(), try router.client())
    try old.enter("old")
    try other.enter("other")
    try disk.fail(with: ENOSPC)
    old.send(#"{"type":"chat","to":"other","msg":"hi"}"#)
    guard case .chat(let chat)? = try other.message("chat") else {
      Issue.record("nothing came")
      return
    }
    #expect(chat.msg == "hi")
  }

  /// The router answers a client it knows, and lets a new one in.
  private func expectLife(of router: TestRouter, with client: TestClient) throws {
    client.send(#"{"type":"ping","t":7}"#)
    while let message = try client.message(), message != .pong(7) {}
    try router.client().enter("newcomer")
  }

  /// The log of a client has these messages, each once and in order.
  private func expectLog(of client: TestClient, _ texts: [String]) throws {
    for (index, text) in texts.enumerated() {
      guard case .chat(let chat)? = try client.message("chat") else {
        Issue.record("\(text) is missing")
        return
      }
      #expect(chat.seq == Int64(index) + 1 && chat.msg == text)
    }
  }
}
