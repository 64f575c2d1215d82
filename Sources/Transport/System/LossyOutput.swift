internal import Glibc
internal import Synchronization

/// Writes lines to a descriptor that may be anything, and never waits: what cannot be taken at once is dropped.
///
/// The descriptor is shared with whoever started the process, so it is not made non-blocking. `poll` tells
/// of a pipe that it has room for PIPE_BUF bytes, and so many never block (pipe(7)).
package final class LossyOutput: Sendable {
  /// The longest line; PIPE_BUF on Linux.
  package static let lineLimit = 4_096

  private let dropped = Atomic<Int>(0)
  private let descriptor: Int32

  /// Makes one for an open descriptor, by default standard error.
  package init(descriptor: Int32 = 2) {
    self.descriptor = descriptor
  }

  /// How many lines were dropped since this was last asked.
  package func takeDroppedCount() -> Int {
    dropped.exchange(0, ordering: .relaxed)
  }

  /// Writes the line, cut to `lineLimit` with its line break; false where it was dropped.
  @discardableResult
  package func write(_ line: String) -> Bool {
    var bytes = Array(line.utf8.prefix(Self.lineLimit - 1))
    bytes.append(UInt8(ascii: "\n"))
    guard hasRoom() else { return drop() }
    let number = descriptor
    let count = try? systemCall {
      unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
    }
    return count == bytes.count ? true : drop()
  }

  private func hasRoom() -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&entry, 1, 0) == 1 && entry.revents & Int16(POLLOUT) != 0
      && entry.revents & Int16(POLLERR | POLLNVAL) == 0
  }

  private func drop() -> Bool {
    dropped.add(1, ordering: .relaxed)
    return false
  }
}
