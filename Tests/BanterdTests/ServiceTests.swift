import Foundation
import Glibc
import Testing

@Suite struct ServiceTests {
  @Test func theManagerHearsOfEachPartOfALife() throws {
    let path = TemporaryFile()
    let manager = try ServiceSocket(path.path)
    let router = try TestRouter(list: [], environment: "NOTIFY_SOCKET='\(path.path)'")
    #expect(manager.next() == "READY=1")
    #expect(manager.next() == "STATUS=0 clients, 0 signed in")
    router.send(SIGHUP)
    let reloading = try #require(manager.next("RELOADING=1\n"))
    let time = try #require(reloading.split(separator: "\n").last?.split(separator: "=").last)
    let microseconds = try #require(UInt64(time))
    let now = clock_gettime_nsec(CLOCK_MONOTONIC) / 1_000
    #expect(microseconds <= now && now - microseconds < 60_000_000)
    #expect(manager.next() == "READY=1")
    router.send(SIGTERM)
    #expect(manager.next() == "STOPPING=1")
    #expect(router.waitForExit() == 0)
  }

  @Test func anAbstractSocketIsReachedToo() throws {
    let name = "@banterd-test-\(UUID().uuidString)"
    let manager = try ServiceSocket(name)
    let router = try TestRouter(list: [], environment: "NOTIFY_SOCKET='\(name)'")
    #expect(manager.next() == "READY=1")
    withExtendedLifetime(router) {}
  }

  @Test func signsOfLifeComeTwiceInTheTimeOfTheWatchdog() throws {
    let path = TemporaryFile()
    let manager = try ServiceSocket(path.path)
    let start = ContinuousClock.now
    let router = try TestRouter(
      list: [],
      environment: "NOTIFY_SOCKET='\(path.path)' WATCHDOG_USEC=200000 WATCHDOG_PID=$$")
    for _ in 0..<4 { #expect(manager.next("WATCHDOG=1") == "WATCHDOG=1") }
    // Three halves of it after the first one, and not as many whole seconds.
    #expect((.milliseconds(300)..<(.seconds(5))).contains(ContinuousClock.now - start))
    withExtendedLifetime(router) {}
  }

  @Test(arguments: ["WATCHDOG_USEC=50000 WATCHDOG_PID=1", "WATCHDOG_USEC=soon", "WATCHDOG_USEC=0"])
  func aWatchdogThatIsNotOursIsNotFed(environment: String) throws {
    let path = TemporaryFile()
    let manager = try ServiceSocket(path.path)
    let router = try TestRouter(
      list: [], environment: "NOTIFY_SOCKET='\(path.path)' \(environment)")
    #expect(manager.next() == "READY=1")
    #expect(manager.next()?.hasPrefix("STATUS=") == true)
    router.send(SIGTERM)
    // A sign of life would stand before this one: it is given at the start.
    #expect(manager.next() == "STOPPING=1")
  }

  @Test(arguments: ["/nowhere/at/all", "relative", "@", "/" + String(repeating: "x", count: 200)])
  func aManagerThatIsNotThereIsNotMissed(socket: String) throws {
    let router = try TestRouter(list: [], environment: "NOTIFY_SOCKET='\(socket)'")
    try router.client().enter("alice")
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
  }

  @Test func socketsThatAreHandedOverTakeThePlaceOfListen() throws {
    let (socket, port) = try listeningSocket()
    defer { close(socket) }
    let router = try TestRouter(
      list: [], environment: "LISTEN_FDS=1 LISTEN_PID=$$ LISTEN_FDNAMES=banterd.socket",
      inherited: socket)
    #expect(router.lines == ["listening on 127.0.0.1:\(port)"])
    try router.client().enter("alice")
    let flags = try String(contentsOfFile: "/proc/\(router.pid)/fdinfo/3", encoding: .utf8)
    let octal = try #require(flags.firstMatch(of: /flags:\s+([0-7]+)/)?.1)
    #expect(try #require(Int32(octal, radix: 8)) & O_CLOEXEC != 0)
    router.send(SIGTERM)
    #expect(router.waitForExit() == 0)
    // The manager still holds the socket: who comes while the router is away waits.
    let early = try TestClient(.json, port: port)
    early.send(#"{"type":"register","username":"early"}"#)
    let next = try TestRouter(
      list: [], environment: "LISTEN_FDS=1 LISTEN_PID=$$", inherited: socket)
    #expect(early.next() == #"{"type":"user_list","users":["early"]}"#)
    withExtendedLifetime(next) {}
  }

  @Test(arguments: ["LISTEN_FDS=1 LISTEN_PID=1", "LISTEN_FDS=1", "LISTEN_PID=$$"])
  func socketsForAnotherProcessAreLeftAlone(environment: String) throws {
    let (socket, port) = try listeningSocket()
    defer { close(socket) }
    let router = try TestRouter(list: [], environment: environment, inherited: socket)
    #expect(try router.port != port)
    try router.client().enter("alice")
  }

  @Test(arguments: ["1", "2", "many", "-1", "100000"])
  func whatIsNoListeningSocketIsOneClearLine(count: String) throws {
    let file = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    let router = try TestRouter(
      list: [], environment: "LISTEN_FDS=\(count) LISTEN_PID=$$", inherited: file)
    #expect(router.waitForExit() == EX_UNAVAILABLE)
    #expect(router.log.hasPrefix("banterd: ") && router.log.hasSuffix("socket unit\n"))
  }

  @Test(.enabled(if: Tool.exists("systemd-analyze"))) func theUnitIsHardened() throws {
    let result = Tool.run(
      "/bin/sh", "-c", "systemd-analyze security --offline=yes '\(Assets.path("banterd.service"))'")
    let level = try #require(result.output.firstMatch(of: /exposure level for \S+: ([0-9.]+)/)?.1)
    #expect(try #require(Double(level)) <= 2)
  }

  @Test func theUnitLeavesWhoTakesTheRouterOverLittle() throws {
    let unit = try String(contentsOfFile: Assets.path("banterd.service"), encoding: .utf8)
    let lines = Set(unit.split(separator: "\n"))
    for line: Substring in [
      "User=banter", "CapabilityBoundingSet=", "NoNewPrivileges=yes", "UMask=0077",
      "StateDirectoryMode=0700", "ProtectSystem=strict", "MemoryDenyWriteExecute=yes",
      "SystemCallFilter=@system-service", "SystemCallFilter=~@privileged @resources",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  private func clock_gettime_nsec(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private func listeningSocket() throws -> (Int32, UInt16) {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        let bound = unsafe bind(number, $0, length)
        return unsafe bound == 0 ? getsockname(number, $0, &length) : bound
      }
    }
    try #require(result == 0 && listen(number, 16) == 0)
    return (number, UInt16(bigEndian: address.sin_port))
  }
}
