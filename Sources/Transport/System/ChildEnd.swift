internal import CLinux
internal import Glibc
package import struct SystemPackage.Errno

/// Reaps a child process as soon as it has ended.
///
/// Until somebody waits for it, an ended child stays in the table of processes (waitpid(2), "zombie").
package final class ChildEnd {
  private let loop: EventLoop
  private let descriptor: FileDescriptor
  private var watch: Watch?

  /// Starts waiting for the end of a child.
  ///
  /// - Parameters:
  ///   - processID: The child's number; nobody else waits for it.
  ///   - loop: The loop that hears of the end.
  ///   - onEnd: Called once, with the child's exit status; nil where a signal ended it.
  /// - Throws: Why its end cannot be heard of; Linux can tell from 5.3 on.
  ///
  /// The corresponding C functions are `pidfd_open` and `waitpid`.
  package init(
    of processID: Int32, on loop: EventLoop, onEnd: ((_ status: Int32?) -> Void)? = nil
  ) throws(Errno) {
    self.loop = loop
    descriptor = FileDescriptor(adopting: try systemCall { banter_process_descriptor(processID) })
    watch = loop.watch(descriptor.rawValue, for: .readable) { [unowned self] _ in
      var status: Int32 = 0
      guard unsafe waitpid(processID, &status, WNOHANG) != 0 else { return }
      stop()
      // What WIFEXITED and WEXITSTATUS say, which are macros.
      onEnd?(status & 0x7f == 0 ? status >> 8 & 0xff : nil)
    }
  }

  deinit { stop() }

  private func stop() {
    if let watch { loop.unwatch(watch) }
    watch = nil
  }
}
