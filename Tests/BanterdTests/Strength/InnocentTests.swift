import Framing
import Testing
import Transport

/// Who has nothing to do with readers that do not read notices nothing of them.
@Suite struct InnocentTests {
  private static let readers = 10

  @Test func readersThatStopDoNotSlowDownTheOthers() throws {
    let door = UnixDoor()
    let router = try TestRouter(
      "--listen", door.argument, "--queue-limit", "150000", "--lag-limit", "50000")
    let (sender, innocent) = (try door.client(), try door.client())
    try sender.enter("sender", version: 2)
    try innocent.enter("innocent", version: 2)
    var isUnhurt = false
    // A machine with other work gets ten tries: there some answers are late anyway.
    for round in 0..<10 where !isUnhurt {
      let reading = try answerTimes(of: innocent) { try say("sender", by: sender, $0) }
      let stuck = try (0..<Self.readers).map { number in
        let reader = try door.client()
        try reader.enter("r\(round)x\(number)")
        return reader
      }
      let during = try answerTimes(of: innocent) {
        try say("r\(round)x\($0 % Self.readers)", by: sender, $0)
      }
      withExtendedLifetime(stuck) {}
      isUnhurt = during <= max(reading * 1.2, .milliseconds(5))
    }
    #expect(isUnhurt)
    #expect(Deadline.wait { router.closeCodes.contains("slow_consumer") })
  }

  /// The time in which 99 of 100 pings are answered, each sent right behind what somebody else does.
  private func answerTimes(
    of client: TestClient, beside work: (Int) throws -> Void
  ) throws -> Duration {
    var times: [Duration] = []
    for number in 0..<300 {
      try work(number)
      let start = MonotonicTime.now()
      client.send(#"{"type":"ping","t":\#(number)}"#)
      #expect(try client.message("pong") == .pong(Int64(number)))
      times.append(MonotonicTime.now() - start)
    }
    return times.sorted()[297]
  }

  /// Says 12,000 bytes to somebody, and reads what has come back until now.
  private func say(_ name: String, by sender: TestClient, _ number: Int) throws {
    let text = String(repeating: "x", count: 12_000)
    sender.send(#"{"type":"chat","to":"\#(name)","msg":"\#(text)","cid":"\#(name)\#(number)"}"#)
    sender.send(#"{"type":"ping","t":\#(number)}"#)
    while let message = try sender.message(), message != .pong(Int64(number)) {}
  }
}
