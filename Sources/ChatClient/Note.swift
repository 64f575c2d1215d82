/// Something that the program tells in a conversation, which nobody said: it is not kept.
package struct Note: Hashable, Sendable {
  package var text: String
  package var isError: Bool
  /// Milliseconds since 1970, UTC.
  package var time: Int64

  package init(text: String, isError: Bool, time: Int64) {
    self.text = text
    self.isError = isError
    self.time = time
  }
}
