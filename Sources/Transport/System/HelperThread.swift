internal import Glibc

/// A detached thread that does one piece of work beside the loop, and ends.
final class HelperThread: Sendable {
  private let work: @Sendable () -> Void

  private init(_ work: @escaping @Sendable () -> Void) {
    self.work = work
  }

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - stackSize: The memory for its stack, in bytes; nil for what the system gives.
  ///   - work: What it does; what it holds is released by the thread.
  /// - Returns: Whether there is one; the system may have none to give.
  ///
  /// The corresponding C function is `pthread_create`.
  static func start(stackSize: Int? = nil, _ work: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    if let stackSize { unsafe pthread_attr_setstacksize(&attributes, stackSize) }
    defer { unsafe pthread_attr_destroy(&attributes) }
    let held = unsafe Unmanaged.passRetained(HelperThread(work))
    var thread = pthread_t()
    let result = unsafe pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<HelperThread>.fromOpaque(argument).takeRetainedValue().work()
        return nil
      }, held.toOpaque())
    if result != 0 { unsafe held.release() }
    return result == 0
  }
}
