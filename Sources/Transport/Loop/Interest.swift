internal import Glibc

/// What is asked of a watched descriptor, and what `poll` says of it.
package struct Interest: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Bytes, or the end of the stream, or a connection to accept are waiting.
  package static let readable = Interest(rawValue: 1)
  /// There is room to write.
  package static let writable = Interest(rawValue: 2)
  /// The other side has gone, though bytes of it may still wait; told without being asked for.
  package static let hangup = Interest(rawValue: 4)
  /// The descriptor has failed; told without being asked for.
  package static let error = Interest(rawValue: 8)

  /// The interest as `poll` wants it.
  var pollEvents: Int16 {
    (contains(.readable) ? Int16(POLLIN) : 0) | (contains(.writable) ? Int16(POLLOUT) : 0)
  }

  /// Reads what `poll` says.
  init(pollEvents events: Int16) {
    var interest: Interest = []
    if events & Int16(POLLIN) != 0 { interest.insert(.readable) }
    if events & Int16(POLLOUT) != 0 { interest.insert(.writable) }
    if events & Int16(POLLHUP) != 0 { interest.insert(.hangup) }
    if events & Int16(POLLERR | POLLNVAL) != 0 { interest.insert(.error) }
    self = interest
  }
}
