import Framing
import Glibc
import Testing
import Transport

/// A router that ends tells each client when to come back, not all at the same moment.
@Suite struct DrainTests {
  private static let count = 40

  private func crowd(at router: TestRouter) throws -> [TestClient] {
    try (0..<Self.count).map { number in
      let client = try router.client()
      try client.enter("guest \(number)", version: 2)
      return client
    }
  }

  /// Waits for the good-bye of a client; answers when it is to come back.
  private func retry(of client: TestClient) throws -> Int64 {
    guard case .bye(let bye)? = try client.message("bye"), bye.code == .serverShutdown else {
      Issue.record("no good-bye came")
      return -1
    }
    #expect(client.isClosedByRouter())
    return try #require(bye.retryMilliseconds)
  }

  private func expectSpread(_ retries: [Int64]) {
    #expect(retries.allSatisfy { (0...5_000).contains($0) })
    #expect(Set(retries).count > Self.count / 2)
    #expect(retries.contains { $0 < 2_500 } && retries.contains { $0 > 2_500 })
  }

  /// Whether nobody listens any more.
  private func isRefused(by router: TestRouter) throws -> Bool {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = try router.port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return result < 0 && errno == ECONNREFUSED
  }

  @Test func onTerminationAllAreToldAtOnceAndComeBackAtRandom() throws {
    let router = try TestRouter()
    let clients = try crowd(at: router)
    router.send(SIGTERM)
    expectSpread(try clients.map(retry))
    #expect(router.waitForExit() == 0)
    #expect(router.closeCodes == Array(repeating: "server_shutdown", count: Self.count))
  }

  @Test func aDrainTellsOneAfterTheOtherAndLetsNobodyIn() throws {
    let router = try TestRouter()
    let clients = try crowd(at: router)
    router.send(SIGUSR2)
    #expect(router.hasLogged("draining"))
    #expect(try isRefused(by: router))
    // The first are told, the others go on, and what they say is taken.
    #expect(Deadline.wait { !router.closeCodes.isEmpty })
    let speaker = clients.first { (try? $0.isAcked("1", to: "guest 0")) == true }
    #expect(speaker != nil)
    #expect(router.closeCodes.count < Self.count)
    // Whoever does not want to wait for the rest ends it.
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
    #expect(router.closeCodes == Array(repeating: "server_shutdown", count: Self.count))
  }
}
