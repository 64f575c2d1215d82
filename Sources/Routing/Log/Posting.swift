/// A message that is to be put into the log.
package struct Posting: Hashable, Sendable {
  package let session: SessionID
  package let sender: UserID
  package let target: Target

  /// The sender's own mark.
  package let cid: [UInt8]?

  /// Where its text is in the queue's bytes, as a literal of JSON.
  package let text: Range<Int>

  /// The sender's dialect: only version 2 is told that a message was taken.
  package let dialect: Dialect

  /// The mark as text, for an answer.
  package var re: String? { cid.map { String(decoding: $0, as: UTF8.self) } }
}
