internal import Glibc
internal import struct SystemPackage.Errno

/// Tells when a descriptor that belongs to somebody else, such as standard input, has reached its end.
package final class EndOfInput {
  private let loop: EventLoop
  private var watch: Watch?

  /// Reads and drops what comes; the handler is called once, at the end or an error.
  package init(of descriptor: Int32 = 0, on loop: EventLoop, _ handler: @escaping () -> Void) {
    self.loop = loop
    watch = loop.watch(descriptor, for: .readable) { [unowned self] _ in
      guard hasEnded(descriptor) else { return }
      stop()
      handler()
    }
  }

  deinit {
    stop()
  }

  private func hasEnded(_ descriptor: Int32) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 512)
    do {
      let count = try nonBlockingCall {
        unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
      }
      return count == 0
    } catch {
      return true
    }
  }

  private func stop() {
    if let watch { loop.unwatch(watch) }
    watch = nil
  }
}
