/// A message with its id, and its number in the log of each who has it.
package struct NumberedMessage: Sendable {
  package struct Line: Hashable, Sendable {
    package let user: UserID
    package let seq: Int64
  }

  package let id: MessageID
  package let posting: Posting

  /// Where its lines are, among those of all messages that were numbered with it.
  package let lines: Range<Int>

  /// The number in the sender's own log, where it has one: its line is the first.
  package let ownSequence: Int64?

  /// How much it adds to each of these logs.
  let size: Int64
}
