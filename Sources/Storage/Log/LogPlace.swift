/// A line of one user's log without its message.
package struct LogPlace: Hashable, Sendable {
  package let seq: Int64
  /// The conversation: a user, or a room where it is negative.
  package let peer: Int64
  package let message: Int64
  let size: Int64
  /// The user's own mark, where it is its own message.
  let cid: [UInt8]?
  /// Whether the user said it.
  package let isOwn: Bool
}
