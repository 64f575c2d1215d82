internal import CLinux
internal import Glibc
internal import Synchronization
internal import struct SystemPackage.Errno

/// The tickets that helper threads hand back to their loop, which hears of them through an eventfd.
final class ColdReturns: Sendable {
  let bell: FileDescriptor
  private let tickets = Mutex<[UInt64]>([])

  init() throws(Errno) {
    bell = FileDescriptor(adopting: try systemCall { banter_event_descriptor() })
  }

  /// Hands tickets back: a helper thread's call.
  func add(_ ready: [UInt64]) {
    guard !ready.isEmpty else { return }
    tickets.withLock { $0 += ready }
    ringBell(bell.rawValue)
  }

  /// Takes all that have come back: the loop's call, when the bell has rung.
  func takeAll() -> [UInt64] {
    answerBell(bell.rawValue)
    return tickets.withLock { tickets in
      defer { tickets = [] }
      return tickets
    }
  }
}

/// Makes an eventfd readable.
///
/// The corresponding C function is `write`.
func ringBell(_ bell: Int32) {
  var one: UInt64 = 1
  _ = unsafe write(bell, &one, MemoryLayout<UInt64>.size)
}

/// Makes an eventfd unreadable again.
///
/// The corresponding C function is `read`.
func answerBell(_ bell: Int32) {
  var count: UInt64 = 0
  _ = unsafe read(bell, &count, MemoryLayout<UInt64>.size)
}
