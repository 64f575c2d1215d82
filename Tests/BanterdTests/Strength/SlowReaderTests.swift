import Framing
import Testing
import Transport

@Suite struct SlowReaderTests {
  let door = UnixDoor()

  private func router(_ arguments: String...) throws -> TestRouter {
    try TestRouter(list: ["--listen", door.argument] + arguments)
  }

  /// Sends numbered chats of 1,000 bytes, each acknowledged or answered by an error, and counts the answers.
  private func fill(
    _ reader: String, by sender: TestClient, count: Int, from first: Int = 0
  ) throws -> (acks: Int, errors: Int) {
    let text = String(repeating: "x", count: 900)
    var (acks, errors) = (0, 0)
    for number in first..<first + count {
      sender.send(
        #"{"type":"chat","to":"\#(reader)","msg":"\#(text)","cid":"\#(reader)\#(number)"}"#)
      if number % 50 == 49 { sender.send(#"{"type":"ping","t":\#(number)}"#) }
      guard number % 50 == 49 else { continue }
      while let message = try sender.message() {
        if message == .pong(Int64(number)) { break }
        if message.type == "ack" { acks += 1 }
        if message.type == "error" { errors += 1 }
      }
    }
    return (acks, errors)
  }

  @Test func whoDoesNotReadIsClosedAndEachSenderIsToldOfEachMessage() throws {
    let router = try router()
    let (reader, sender) = (try door.client(), try door.client())
    try reader.enter("reader")
    try sender.enter("sender", version: 2)
    let total = 3_000
    var errors = try fill("reader", by: sender, count: total).errors
    #expect(errors > 0)
    var read = 0
    while let message = try reader.message() { if message.type == "chat" { read += 1 } }
    #expect(router.hasLogged("code=slow_consumer"))
    // Behind the queue that was lost is what was said after the close, which waits in the log.
    sender.send(#"{"type":"ping","t":1}"#)
    while let message = try sender.message(), message != .pong(1) {
      if message.type == "error" { errors += 1 }
    }
    #expect(read > 0 && read + errors < total)
    #expect(router.closeCodes == ["slow_consumer"])
    try expectAll(total, of: try door.client())
  }

  @Test func whatALaggingReaderOfVersion2DoesNotReadWaitsInTheLogAndNotInMemory() throws {
    let router = try router()
    let (reader, sender) = (try door.client(), try door.client())
    try reader.enter("reader", version: 2)
    try sender.enter("sender", version: 2)
    let total = 3_000
    #expect(try fill("reader", by: sender, count: total) == (total, 0))
    var cursor: Int64 = 0
    while cursor < total, case .chat(let chat)? = try reader.message("chat") {
      cursor += 1
      #expect(chat.seq == cursor)
    }
    #expect(cursor == total)
    #expect(router.closeCodes.isEmpty)
  }

  /// The reader comes back with version 2 and is sent all from the beginning.
  private func expectAll(_ total: Int, of client: TestClient) throws {
    client.send(#"{"type":"register","username":"reader","v":2,"since":0}"#)
    for number in 1...total {
      guard case .chat(let chat)? = try client.message("chat") else {
        Issue.record("only \(number - 1) came")
        return
      }
      #expect(chat.seq == Int64(number))
    }
  }

  @Test func whoTakesNothingForTooLongIsClosed() throws {
    let router = try router("--stall-timeout", "0.3")
    let (reader, sender) = (try door.client(), try door.client())
    try reader.enter("reader")
    try sender.enter("sender", version: 2)
    _ = try fill("reader", by: sender, count: 500)
    guard case .error(let error)? = try sender.message("error") else {
      Issue.record("the sender was not told")
      return
    }
    #expect(error.to == "reader")
    while try reader.message() != nil {}
    #expect(router.hasLogged("code=slow_consumer"))
  }

  @Test func whoReadsSlowlyButReadsStays() throws {
    let router = try router("--stall-timeout", "1")
    let (reader, sender) = (try door.client(), try door.client())
    try reader.enter("reader")
    try sender.enter("sender", version: 2)
    var sent = 0
    let end = MonotonicTime.now() + .seconds(3)
    while MonotonicTime.now() < end {
      #expect(try fill("reader", by: sender, count: 50, from: sent).errors == 0)
      sent += 50
      for _ in 0..<50 { #expect(try reader.message("chat") != nil) }
    }
    #expect(router.closeCodes.isEmpty)
  }

  @Test func ofNewsALaggingReaderGetsTheNewest() throws {
    let router = try router("--lag-limit", "50000", "--queue-limit", "5000000")
    let (old, new, sender) = (try door.client(), try door.client(), try door.client())
    try old.enter("old")
    try new.enter("new", version: 2)
    try sender.enter("sender", version: 2)
    for reader in ["old", "new"] { _ = try fill(reader, by: sender, count: 600) }
    let witness = try door.client()
    try witness.enter("witness")
    for _ in 0..<5 {
      let guest = try door.client()
      try guest.enter("guest")
      try waitForList(of: witness) { $0.contains("guest") }
      guest.close()
      try waitForList(of: witness) { !$0.contains("guest") }
    }
    let lists = try news(of: old, "user_list", after: 600)
    #expect(lists.count == 1)
    #expect(lists.last == .userList(["new", "old", "sender", "witness"]))
    // A log comes from the disk as the queue drains, and so news between two of its pages.
    var (chats, guests) = (0, 0)
    while chats < 600, let message = try new.message() {
      if message.type == "chat" { chats += 1 }
      if isAbout(message, "guest") { guests += 1 }
    }
    #expect(chats == 600 && guests == 1)
    #expect(router.closeCodes == Array(repeating: "client_quit", count: 5))
  }

  private func waitForList(of client: TestClient, _ condition: ([String]) -> Bool) throws {
    while case .userList(let users)? = try client.message() {
      if condition(users) { return }
    }
    Issue.record("the list did not come")
  }

  private func isAbout(_ message: Message, _ name: String) -> Bool {
    guard case .presence(let entry) = message else { return false }
    return entry.user == name
  }

  /// What of a type came behind so many chats.
  private func news(of client: TestClient, _ type: String, after count: Int) throws -> [Message] {
    for _ in 0..<count { _ = try #require(try client.message("chat")) }
    var found: [Message] = []
    client.send(#"{"type":"chat","to":"nobody","msg":"end"}"#)
    while let message = try client.message(), message.type != "error" {
      if message.type == type { found.append(message) }
    }
    return found
  }

  @Test func aReaderThatDoesNotReadCostsLittleMemory() throws {
    let state = TemporaryFile()
    let router = try router("--state", state.path)
    let count = 10
    let sender = try door.client()
    try sender.enter("sender", version: 2)
    let readers = try (0..<count).map { _ in try door.client() }
    for (number, reader) in readers.enumerated() { try reader.enter("r\(number)") }
    _ = try fill("r0", by: sender, count: 50, from: 2_000)
    // What SQLite keeps of the disk is no reader's.
    _ = try fill("sender", by: sender, count: 6_000)
    let before = try router.facts.memory
    for number in 0..<count { _ = try fill("r\(number)", by: sender, count: 1_000) }
    let waiting = try router.facts.memory
    for number in 0..<count { _ = try fill("r\(number)", by: sender, count: 500, from: 1_000) }
    let peak = try router.facts.peakMemory
    #expect(waiting - before > count * 500, "the queues were not filled")
    #expect(waiting - before < count * 1_536)
    #expect(peak - before < count * 1_536)
  }
}
