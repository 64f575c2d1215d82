internal import Storage
internal import Widgets

/// A run of messages as rows and paragraphs, with the lines and notes among them.
struct TranscriptStretch {
  let writer: TranscriptWriter
  /// The message that gets the "new" line above it.
  let newKey: Int64?
  /// The day of the message before; nil where there is none or nobody knows.
  var lastDay: Int?
  private(set) var rows: [TranscriptRow] = []
  private(set) var paragraphs: [TextView.Paragraph] = []

  init(writer: TranscriptWriter, newKey: Int64?, lastDay: Int? = nil) {
    self.writer = writer
    self.newKey = newKey
    self.lastDay = lastDay
  }

  /// Adds messages, and notes where their time puts them.
  ///
  /// - Parameters:
  ///   - items: The oldest first.
  ///   - isStart: Whether the first is the very first of the conversation.
  ///   - notes: The oldest first.
  mutating func add(_ items: [Conversation.Item], isStart: Bool, notes: [Note]) {
    var notes = notes[...]
    for (index, item) in items.enumerated() {
      while let note = notes.first, note.time < item.time {
        notes.removeFirst()
        add(note)
      }
      let day = writer.time.day(item.time)
      if index > 0 || isStart || lastDay != nil {
        addLines(before: item.key, day: day, at: item.time)
      }
      add(item, day: day)
    }
    for note in notes { add(note) }
  }

  /// Adds the lines that belong above a message.
  mutating func addLines(before key: Int64, day: Int, at time: Int64) {
    if lastDay != day { add(.day, writer.dayLine(at: time)) }
    if key == newKey { add(.new, writer.newLine) }
  }

  private mutating func add(_ item: Conversation.Item, day: Int) {
    lastDay = day
    add(
      .item(
        .init(
          key: item.key, day: day, time: item.time, delivery: item.delivery,
          size: item.text.utf8.count)),
      writer.paragraph(for: item))
  }

  private mutating func add(_ note: Note) {
    add(.note, writer.paragraph(for: note))
  }

  private mutating func add(_ row: TranscriptRow, _ paragraph: TextView.Paragraph) {
    rows.append(row)
    paragraphs.append(paragraph)
  }
}
