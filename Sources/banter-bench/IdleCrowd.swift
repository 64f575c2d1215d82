internal import Framing
internal import Transport

/// A crowd that says nothing, in a process of its own: waiting for it must not cost the measuring one.
final class IdleCrowd {
  private let process: ChildProcess

  /// Starts it, and waits until all are in.
  init(_ count: Int, at router: HostPort, isEncrypted: Bool) throws(BenchFailure) {
    guard let program = HostEnvironment.program(named: "banter-bench") else {
      throw BenchFailure("banter-bench does not find itself")
    }
    do {
      process = try ChildProcess(
        path: program,
        arguments: ["--connect", "\(router)", "--hold", "\(count)"]
          + (isEncrypted ? ["--tls"] : []))
      guard try !process.readOutput(upTo: 10).isEmpty else {
        throw BenchFailure("the crowd did not come in")
      }
    } catch let failure as BenchFailure {
      throw failure
    } catch {
      throw BenchFailure("\(error)")
    }
  }

  /// What the other process does: comes in, says so, and stays until its standard input ends.
  static func hold(
    _ count: Int, at router: HostPort, by context: TLSContext?
  ) throws(BenchFailure) {
    let crowd = Crowd(payload: Payload(size: Payload.leastSize), encryptedBy: context)
    let batch = 500
    for start in stride(from: 0, to: count, by: batch) {
      try crowd.enter(
        min(batch, count - start), as: .version1, named: "i", at: router, within: .seconds(60))
    }
    for user in crowd.users { user.onBody = nil }
    var isOver = false
    let input = EndOfInput(on: crowd.loop) { isOver = true }
    _ = StandardStreams.write("in\n")
    while !isOver { crowd.loop.turn() }
    withExtendedLifetime(input) {}
  }
}
