/// A message with its id, and its number in the log of each who has it.
package struct NumberedMessage: Sendable {
  package struct Line: Hashable, Sendable {
    package let user: UserID
    package let seq: Int64
  }

  package let id: MessageID
  package let posting: Posting
  package let lines: [Line]

  /// How much it adds to each of these logs.
  let size: Int64

  /// The number in the sender's own log, where it has one.
  package var ownSequence: Int64? { lines.first { $0.user == posting.sender }?.seq }
}
