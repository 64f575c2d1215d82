internal import Glibc
package import struct SystemPackage.Errno

/// A program started by this one that goes its own way: it is heard of no more, but that it ended.
///
/// It is in a session of its own, reads nothing and writes nowhere: its three standard descriptors are
/// `/dev/null`. No shell sees its arguments.
package final class SilentProcess {
  private var end: ChildEnd?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: Without the program's own name.
  ///   - loop: The loop that hears of its end, and reaps it.
  ///   - onEnd: Called once, with its exit status; nil where a signal ended it.
  /// - Throws: Why the program was not started; where only its end cannot be heard of, it was.
  ///
  /// The corresponding C function is `posix_spawn`.
  package init(
    path: String, arguments: [String], on loop: EventLoop,
    onEnd: @escaping (_ status: Int32?) -> Void
  ) throws(Errno) {
    let plan = try SpawnPlan(inNewSession: true)
    try plan.open("/dev/null", as: STDIN_FILENO, flags: O_RDONLY)
    try plan.open("/dev/null", as: STDOUT_FILENO, flags: O_WRONLY)
    try plan.open("/dev/null", as: STDERR_FILENO, flags: O_WRONLY)
    end = try ChildEnd(of: try plan.spawn(path, arguments), on: loop, onEnd: onEnd)
  }
}
