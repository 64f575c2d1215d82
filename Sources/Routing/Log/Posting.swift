/// A message that is to be put into the log.
package struct Posting: Hashable, Sendable {
  package let session: SessionID
  package let sender: UserID
  package let target: Target

  /// Where the sender's own mark is in the queue's bytes, as a literal of JSON; empty where there is none.
  package let cid: Range<Int>

  /// Where its text is in the queue's bytes, as a literal of JSON.
  package let text: Range<Int>

  /// The sender's dialect: only version 2 is told that a message was taken.
  package let dialect: Dialect
}
