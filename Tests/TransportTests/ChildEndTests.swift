import Glibc
import Testing
@testable import Transport

@Suite struct ChildEndTests {
  @Test func aChildThatEndedLeavesNothingBehind() throws {
    let loop = EventLoop()
    let child = try ChildProcess(path: "/bin/cat", arguments: ["/dev/null"])
    let end = try ChildEnd(of: child.processID, on: loop)
    // A child that nobody waited for can still be found.
    loop.run(until: { kill(child.processID, 0) != 0 })
    #expect(loop.watchCount == 0)
    withExtendedLifetime((child, end)) {}
  }
}
