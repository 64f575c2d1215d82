internal import CLinux
internal import Glibc
package import struct SystemPackage.Errno

/// Signals as events of the loop.
///
/// They are blocked for the calling thread and the threads it starts from then on, so make this before any helper
/// thread. A process started from here inherits the blocking unless it is told otherwise.
package final class Signals {
  private let loop: EventLoop
  /// What asks a program to end: SIGTERM, SIGINT and SIGHUP.
  package static let requestsToEnd = [SIGTERM, SIGINT, SIGHUP]

  private let descriptor: FileDescriptor
  private var watch: Watch?

  /// Starts hearing of `signals`; the handler is called with each one's number.
  ///
  /// The corresponding C functions are `pthread_sigmask` and `signalfd`.
  package init(
    _ signals: [Int32], on loop: EventLoop, _ handler: @escaping (Int32) -> Void
  ) throws(Errno) {
    var set = sigset_t()
    _ = unsafe sigemptyset(&set)
    for signal in signals { _ = unsafe sigaddset(&set, signal) }
    _ = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    let number = try systemCall { unsafe banter_signal_descriptor(&set) }
    self.loop = loop
    descriptor = FileDescriptor(adopting: number)
    watch = loop.watch(number, for: .readable) { _ in
      while let signal = Self.next(from: number) { handler(signal) }
    }
  }

  deinit {
    if let watch { loop.unwatch(watch) }
  }

  private static func next(from descriptor: Int32) -> Int32? {
    var information = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    let count = try? nonBlockingCall { unsafe read(descriptor, &information, size) }
    return count == size ? Int32(information.ssi_signo) : nil
  }
}
