import Foundation

/// The processor's time that this thread has used: what other work on the machine doesn't change.
package enum ProcessorTime {
  /// What the body uses of it on this thread.
  ///
  /// The corresponding C function is `clock_gettime`.
  package static func measure(_ body: () throws -> Void) rethrows -> Duration {
    let before = now
    try body()
    return now - before
  }

  private static var now: Duration {
    var time = timespec()
    precondition(unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
