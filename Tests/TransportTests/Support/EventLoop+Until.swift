import Testing
import Transport

extension EventLoop {
  /// Takes turns until the condition holds; after ten seconds that is a failure of the test.
  func run(
    until condition: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let end = MonotonicTime.now() + .seconds(10)
    while !condition() {
      guard MonotonicTime.now() < end else {
        Issue.record("nothing came of it in ten seconds", sourceLocation: sourceLocation)
        return
      }
      turn(waitingAtMost: .milliseconds(50))
    }
  }
}
