import Glibc
import Testing
@testable import Transport

@Suite struct ChildEndTests {
  @Test func aChildThatEndedLeavesNothingBehind() throws {
    let loop = EventLoop()
    let child = try ChildProcess(path: "/bin/cat", arguments: ["/dev/null"])
    let end = try ChildEnd(of: child.processID, on: loop)
    loop.run(until: { access("/proc/\(child.processID)", F_OK) != 0 })
    #expect(access("/proc/\(child.processID)", F_OK) != 0)
    #expect(loop.watchCount == 0)
    withExtendedLifetime((child, end)) {}
  }
}
