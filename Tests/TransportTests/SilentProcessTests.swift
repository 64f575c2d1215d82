import SystemPackage
import Testing
import Transport

@Suite struct SilentProcessTests {
  private func status(of path: String, _ arguments: [String]) throws -> Int32? {
    let loop = EventLoop()
    var answers: [Int32?] = []
    let process = try SilentProcess(path: path, arguments: arguments, on: loop) {
      answers.append($0)
    }
    loop.run(until: { !answers.isEmpty })
    #expect(loop.watchCount == 0)
    return withExtendedLifetime(process) { answers[0] }
  }

  @Test func itsEndIsToldWithItsStatus() throws {
    #expect(try status(of: "/bin/true", []) == 0)
    #expect(try status(of: "/bin/sh", ["-c", "exit 3"]) == 3)
    #expect(try status(of: "/bin/sh", ["-c", "kill -9 $$"]) == nil)
  }

  @Test func noShellSeesItsArguments() throws {
    #expect(try status(of: "/usr/bin/test", ["$(echo x)", "=", "x"]) == 1)
    #expect(try status(of: "/usr/bin/test", ["a b; false", "=", "a b; false"]) == 0)
  }

  @Test func itReadsNothingAndABrokenPipeIsAnErrorToItAsToEverybody() throws {
    #expect(try status(of: "/bin/sh", ["-c", "read line"]) == 1)
    #expect(try status(of: "/bin/sh", ["-c", "kill -PIPE $$; exit 7"]) == nil)
  }

  @Test func whatIsNotThereIsNotStarted() {
    #expect(throws: Errno.noSuchFileOrDirectory) { try status(of: "/nonexistent/program", []) }
    #expect(throws: Errno.permissionDenied) { try status(of: "/etc/passwd", []) }
  }
}
