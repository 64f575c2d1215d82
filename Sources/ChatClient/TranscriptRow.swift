internal import Storage

/// What one paragraph of a transcript is.
enum TranscriptRow {
  case item(Entry)
  /// A line between two days.
  case day
  /// The line where reading stopped.
  case new
  case note

  /// What the transcript keeps of an item that the view holds.
  struct Entry {
    let key: Int64
    let day: Int
    /// Milliseconds since 1970, UTC.
    let time: Int64
    /// Nil for what others said.
    var delivery: Conversation.Item.Delivery?
    /// The length of its text, in bytes of UTF-8.
    let size: Int
  }

  var entry: Entry? {
    if case .item(let entry) = self { entry } else { nil }
  }
}
