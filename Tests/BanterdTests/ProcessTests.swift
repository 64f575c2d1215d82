import Foundation
import Framing
import Glibc
import Testing

@Suite struct ProcessTests {
  @Test func itSaysWhereItListensALineEach() throws {
    let router = try TestRouter(
      "--listen", "127.0.0.1:0", "--listen", "localhost:0", listeners: 2)
    #expect(router.lines.count == 2)
    for line in router.lines {
      #expect(line.wholeMatch(of: /listening on 127\.0\.0\.1:[1-9][0-9]*/) != nil)
    }
    try router.client().enter("alice")
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalSaysGoodByeAndEndsWithZero(signal: Int32) throws {
    let router = try TestRouter()
    let (new, old, legacy, unknown) = (
      try router.client(), try router.client(), try router.client(.legacy), try router.client()
    )
    try new.enter("new", version: 2)
    try old.enter("old")
    try legacy.enter("legacy")
    router.send(signal)
    guard case .bye(let bye) = try new.message("bye") else {
      Issue.record("no bye came")
      return
    }
    #expect(bye.code == .serverShutdown)
    #expect((0...5_000).contains(try #require(bye.retryMilliseconds)))
    for client in [new, old, legacy, unknown] {
      #expect(client.isClosedByRouter())
      client.close()
    }
    #expect(router.waitForExit() == 0)
    #expect(router.closeCodes == Array(repeating: "server_shutdown", count: 4))
  }

  @Test func theEndOfItsInputEndsItToo() throws {
    let router = try TestRouter()
    router.closeInput()
    #expect(router.waitForExit() == 0)
  }

  @Test func aSecondSignalEndsItAtOnce() throws {
    let router = try TestRouter("--flush-timeout", "1000", "--queue-limit", "100000000")
    let stuck = try router.client()
    try stuck.enter("stuck")
    let sender = try router.client()
    try sender.enter("sender", version: 2)
    let text = String(repeating: "x", count: 60_000)
    // More than the sockets' own buffers take, so that something is left to flush.
    for index in 0..<300 {
      sender.send("{\"type\":\"chat\",\"to\":\"stuck\",\"msg\":\"\(text)\",\"cid\":\"\(index)\"}")
    }
    for _ in 0..<300 { _ = try #require(try sender.message("ack")) }
    router.send(SIGTERM)
    #expect(router.hasLogged("shutting down"))
    router.send(SIGTERM)
    #expect(router.waitForExit() == 128 + SIGTERM)
  }

  @Test func whatIsQueuedIsSentBeforeItEnds() throws {
    let router = try TestRouter()
    let (reader, sender) = (try router.client(), try router.client())
    try reader.enter("reader")
    try sender.enter("sender", version: 2)
    let text = String(repeating: "x", count: 60_000)
    for index in 0..<10 {
      sender.send("{\"type\":\"chat\",\"to\":\"reader\",\"msg\":\"\(text)\",\"cid\":\"\(index)\"}")
    }
    for _ in 0..<10 { _ = try #require(try sender.message("ack")) }
    router.send(SIGTERM)
    for _ in 0..<10 { _ = try #require(try reader.message("chat")) }
    #expect(reader.isClosedByRouter())
    for client in [reader, sender] { client.close() }
    #expect(router.waitForExit() == 0)
  }

  @Test func aTakenPortIsOneClearLineAndAStatus() throws {
    let first = try TestRouter()
    let second = try TestRouter("--listen", "127.0.0.1:\(try first.port)")
    #expect(second.waitForExit() == EX_UNAVAILABLE)
    #expect(second.lines.isEmpty)
    #expect(
      second.log
        == "banterd: 127.0.0.1:\(try first.port) is taken by another program; "
        + "stop that one, or listen at another port\n")
  }

  @Test(arguments: [
    ["--listen", "nonsense"], ["--listen", "127.0.0.1:70000"], ["--listen", "example.org:1"],
    ["--max-frame", "0"], ["--max-frame", "9999999"], ["--max-clients", "0"],
    ["--max-frame", "many"], ["--log-level", "loud"], ["--surprise"], ["stray"],
  ])
  func aWrongArgumentIsOneClearLineAndAStatus(arguments: [String]) throws {
    let router = try TestRouter(list: arguments)
    #expect(router.waitForExit() == EX_USAGE)
    let lines = router.log.split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("banterd: ") == true)
  }

  @Test func aUnixSocketIsLocalAndGoesWithTheRouter() throws {
    let path = NSTemporaryDirectory() + "/banterd-\(getpid())-\(UInt16.random(in: 0 ... .max))"
    let router = try TestRouter("--listen", "unix:\(path)")
    #expect(router.lines == ["listening on unix:\(path)"])
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let client = try TestClient(.json, connectingTo: address)
    try client.enter("alice")
    client.close()
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func theLogNeverHoldsWhatPeopleSay() throws {
    let router = try TestRouter("--log-level", "debug")
    let (alice, bob) = (try router.client(), try router.client(.legacy))
    try alice.enter("alice", version: 2)
    try bob.enter("bob")
    alice.send(#"{"type":"chat","to":"bob","msg":"confidential","cid":"1"}"#)
    #expect(bob.line(startingWith: "[private]") == "[private] alice: confidential")
    bob.send("confidential too")
    _ = try #require(try alice.message("chat"))
    alice.send(#"{"type":"confidential"}"#)
    _ = try #require(try alice.message("error"))
    for client in [alice, bob] { client.close() }
    #expect(Deadline.wait { router.closeCodes.count == 2 })
    #expect(!router.log.contains("confidential"))
    for line in router.log.split(separator: "\n") {
      #expect(
        line.wholeMatch(of: /time=\S+ level=(debug|info) msg=("[^"]*"|\S+)( [a-z]+=\S+)*/) != nil)
    }
  }

  @Test func aLogThatNobodyReadsHoldsUpNothing() throws {
    var ends: [Int32] = [-1, -1]
    try #require(unsafe pipe(&ends) == 0)
    let router = try TestRouter("--log-level", "debug", errorDescriptor: ends[1])
    defer { for end in ends { close(end) } }
    let alice = try router.client()
    try alice.enter("alice", version: 2)
    // Each client is three lines of about a hundred bytes; a pipe holds 64 KiB of them.
    for index in 0..<400 { try router.client().enter("guest\(index)") }
    alice.send(#"{"type":"ping","t":1}"#)
    #expect(try alice.message("pong") == .pong(1))
  }

  @Test func aLogWhoseReaderHasGoneEndsNothing() throws {
    var ends: [Int32] = [-1, -1]
    try #require(unsafe pipe(&ends) == 0)
    let router = try TestRouter(errorDescriptor: ends[1])
    close(ends[0])
    close(ends[1])
    try router.client().enter("alice")
    try router.client().enter("bob")
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
  }
}
