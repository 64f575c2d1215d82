/// A line of one user's log, with its message.
package struct LogEntry: Sendable {
  package let seq: Int64
  package let message: Int64
  package let sender: Int64
  /// A user, or a room where it is negative.
  package let target: Int64
  /// The sender's own mark as a literal of JSON.
  package let cid: [UInt8]?
  /// The text as a literal of JSON.
  package let text: [UInt8]
}
