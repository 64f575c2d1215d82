import Glibc
import Testing

@testable import banterd

@Suite struct StatusTests {
  private static func status(_ arguments: String...) -> (
    status: Int32, output: String, error: String
  ) {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    return Tool.run("/bin/sh", "-c", "exec '\(TestRouter.binary)' status \(words)")
  }

  @Test func itTellsInAFewLinesHowARouterIs() throws {
    let socket = TemporaryFile()
    let router = try TestRouter("--metrics", "unix:\(socket.path)")
    let (alice, gone) = (try router.client(), try router.client(.legacy))
    try alice.enter("alice", version: 2)
    try gone.enter("gone")
    gone.close()
    #expect(router.hasLogged("code=client_quit"))
    let result = Self.status("--metrics", "unix:\(socket.path)")
    let lines = result.output.split(separator: "\n")
    #expect(result.status == 0 && result.error.isEmpty && lines.count == 6)
    #expect(lines.first?.hasPrefix("banterd 0.1.0, up ") == true)
    #expect(
      lines.contains { $0.hasPrefix("clients   1 of at most ") && $0.hasSuffix("(1 version2)") })
    #expect(lines.contains("closes    1 (1 client_quit)"))
  }

  @Test func theConfigurationFileTellsWhereToAsk() throws {
    let socket = TemporaryFile()
    let file = try TemporaryFile("metrics = unix:\(socket.path)\n")
    let router = try TestRouter("--config", file.path)
    let result = Self.status("--config", file.path)
    #expect(result.status == 0 && result.output.hasPrefix("banterd 0.1.0"))
    withExtendedLifetime(router) {}
  }

  @Test func nobodyThereIsOneClearLine() {
    let result = Self.status("--metrics", "unix:/nowhere/at/all")
    #expect(result.status == EX_UNAVAILABLE && result.output.isEmpty)
    #expect(result.error.hasPrefix("banterd: ") && result.error.hasSuffix("with --metrics?\n"))
    #expect(result.error.split(separator: "\n").count == 1)
  }

  @Test func withoutAPlaceItSaysHowToNameOne() throws {
    let file = try TemporaryFile("# nothing\n")
    let result = Self.status("--config", file.path)
    #expect(result.status == EX_UNAVAILABLE)
    #expect(result.error.contains("--metrics ADDRESS:PORT") && result.error.contains(file.path))
  }

  @Test func anotherServersAnswerIsNotTakenForARouters() throws {
    let socket = TemporaryFile()
    let router = try TestRouter("--listen", "unix:\(socket.path)")
    let result = Self.status("--metrics", "unix:\(socket.path)")
    #expect(result.status == EX_UNAVAILABLE && result.output.isEmpty)
    #expect(result.error.contains("unix:\(socket.path)"))
    withExtendedLifetime(router) {}
  }

  @Test(arguments: [
    (0.9, "0 s"), (75, "1 min 15 s"), (3_700, "1 h 1 min"), (200_000, "2 d 7 h"), (.nan, "0 s"),
  ])
  func timesAreInTheirTwoLargestUnits(seconds: Double, text: String) {
    #expect(StatusText.time(seconds) == text)
  }

  @Test(arguments: [
    (0, "0 bytes"), (10_239, "10239 bytes"), (10_240, "10 KiB"), (1 << 30, "1024 MiB"),
  ])
  func sizesAreInUnitsThatLeaveSomeOfThem(bytes: Int, text: String) {
    #expect(StatusText.size(bytes) == text)
  }
}
