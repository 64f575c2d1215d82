/// A line of one user's log without its message.
package struct LogPlace: Hashable, Sendable {
  package let seq: Int64
  /// The conversation: a user, or a room where it is negative.
  package let peer: Int64
  package let message: Int64
  /// How much it counts in the log.
  let size: Int64
  /// Of the user's own mark, where it has one; see `MarkHash`.
  let mark: UInt32?
  /// Whether the user said it.
  package let isOwn: Bool
}
