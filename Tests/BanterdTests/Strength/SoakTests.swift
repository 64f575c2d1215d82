import Foundation
import Storage
import Testing
import Transport

/// Random clients for some time: seconds in every run, five minutes by `make soak`.
@Suite struct SoakTests {
  private static let seconds =
    ProcessInfo.processInfo.environment["BANTER_SOAK_SECONDS"].flatMap { Int($0) } ?? 4
  private static let crowd = 40

  @Test func randomClientsLeaveNothingBehind() throws {
    let door = UnixDoor()
    let router = try TestRouter(
      list: [
        "--listen", door.argument, "--listen", "127.0.0.1:0", "--register-timeout", "1",
        "--frame-timeout", "1", "--stall-timeout", "1", "--queue-limit", "100000",
        "--lag-limit", "20000", "--flush-timeout", "0.5", "--rate", "200",
      ], listeners: 2)
    let port = try #require(router.lines.last?.split(separator: ":").last.flatMap { UInt16($0) })
    // One more is the epoll's, which watches those who are silent for a moment.
    let descriptors = router.facts.descriptorCount...router.facts.descriptorCount + 1
    // A quarter of the time to come to its working set, then what it has is held against that.
    let connections = try soak(door, port, for: .seconds(Self.seconds) / 4)
    #expect(Deadline.wait { descriptors.contains(router.facts.descriptorCount) })
    let memory = try router.facts.memory
    let more = try soak(door, port, for: .seconds(Self.seconds) * 3 / 4)
    #expect(Deadline.wait { descriptors.contains(router.facts.descriptorCount) })
    let growth = try router.facts.memory - memory
    // What SQLite may keep of the disk fills while messages come: after a few seconds it need not be full.
    #expect(
      growth < 4_096 + RouterLog.cacheKibibytes,
      "\(growth) KiB more after \(connections + more) connections")
    try door.client().enter("witness")
    #expect(router.waitForCloses(connections + more))
    #expect(Set(router.closeCodes).isDisjoint(with: ["internal", "server_shutdown"]))
  }

  /// Lets clients come, act and go; answers how many there were.
  private func soak(_ door: UnixDoor, _ port: UInt16, for time: Duration) throws -> Int {
    let end = MonotonicTime.now() + time
    var clients: [RandomClient] = []
    var count = 0
    while MonotonicTime.now() < end {
      while clients.count < Self.crowd {
        let kind: TestClient.Kind = Bool.random() ? .json : .legacy
        let client = try Bool.random() ? door.client(kind) : TestClient(kind, port: port)
        clients.append(RandomClient(kind, client))
        count += 1
      }
      clients = clients.filter { $0.act() }
      usleep(1_000)
    }
    return count
  }
}

extension TestRouter {
  /// Waits until the log tells of so many closes.
  fileprivate func waitForCloses(_ count: Int) -> Bool {
    Deadline.wait { closeCodes.count >= count }
  }
}
