internal import Storage
package import Widgets

/// The inside of a chat window: the transcript above, the entry below.
///
/// Return in the entry calls `onSubmit`, which says whether the text was taken: only then is the entry
/// emptied. Page Up and Page Down in the entry scroll the transcript; text typed into the
/// transcript goes to the entry.
package final class ChatView: Widget {
  package var state = WidgetState()
  package let transcript = TextView()
  package let entry = Entry()
  /// Returns whether the text is on its way.
  package var onSubmit: ((String) -> Bool)?
  /// Escape or Ctrl+W.
  package var onClose: (() -> Void)?
  /// A key was pressed in the entry.
  package var onActivity: (() -> Void)?

  private let column: Column
  private let timeOfDay: (Int64) -> String

  /// How many messages a window shows of those before it was opened.
  private static let pageSize = 200

  /// Makes the view with what was said so far.
  ///
  /// - Parameters:
  ///   - conversation: The document it shows, until `detach`.
  ///   - timeOfDay: A time in milliseconds since 1970 as a person here reads it.
  package init(showing conversation: Conversation, timeOfDay: @escaping (Int64) -> String) {
    self.timeOfDay = timeOfDay
    column = Column(spacing: 6, padding: 6, [.stretch(transcript), .fixed(entry)])
    entry.maximumLines = 6
    entry.placeholder = "Message to \(conversation.peer.title)"
    entry.text = conversation.draft
    show(conversation.latest(ChatView.pageSize), and: conversation.notes)
    conversation.onAppend = { [unowned self] in transcript.append(paragraph(for: $0)) }
    conversation.onNote = { [unowned self] in transcript.append(paragraph(for: $0)) }
    conversation.onReturned = { [unowned self] in takeBack($0) }
    entry.onSubmit = { [unowned self] in
      submit($0)
      conversation.draft = entry.text
    }
    entry.onChange = { [unowned self] in
      conversation.draft = entry.text
      onActivity?()
    }
  }

  /// Takes the view off its conversation, which keeps what stands in the entry.
  package func detach(from conversation: Conversation) {
    conversation.onAppend = nil
    conversation.onNote = nil
    conversation.onReturned = nil
    conversation.draft = entry.text
  }

  package var children: [any Widget] { [column] }

  package func preferredSize(for width: Int, in context: WindowContext) -> Size {
    column.preferredSize(for: width, in: context)
  }

  package func layout(in context: WindowContext) {
    column.place(in: bounds, context: context)
  }

  package func draw(on canvas: any Canvas, in context: WindowContext) {}

  package func handle(_ event: InputEvent, in context: WindowContext) -> Bool {
    guard case .key(let key) = event else { return false }
    switch (key.symbol, key.modifiers) {
    case (.escape, []), (.character("w"), .control):
      onClose?()
      return true
    case (.pageUp, _), (.pageDown, _):
      return entry.hasFocus && transcript.handle(event, in: context)
    case (.character("c"), .control), (.insert, .control):
      // The entry has nothing selected, or it would have used the key.
      return entry.hasFocus && transcript.handle(event, in: context)
    default:
      return typeIntoEntry(key, in: context)
    }
  }

  /// Text that was typed while the transcript had the focus is meant for the entry.
  private func typeIntoEntry(_ key: KeyEvent, in context: WindowContext) -> Bool {
    guard transcript.hasFocus, !key.text.isEmpty, key.symbol != .tab else { return false }
    state.tree?.focus(entry)
    return entry.handle(.key(key), in: context)
  }

  private func submit(_ text: String) {
    onActivity?()
    guard !text.allSatisfy(\.isWhitespace) else { return }
    if onSubmit?(text) ?? false { entry.text = "" }
  }

  /// Puts a text that could not be delivered into the entry, unless the next one stands there.
  private func takeBack(_ text: String) -> Bool {
    guard entry.text.isEmpty else { return false }
    entry.text = text
    return true
  }

  /// Shows messages and what the program told, in the order of their times.
  private func show(_ items: [Conversation.Item], and notes: [Note]) {
    var notes = notes[...]
    for item in items {
      while let note = notes.first, note.time < item.time {
        transcript.append(paragraph(for: note))
        notes.removeFirst()
      }
      transcript.append(paragraph(for: item))
    }
    for note in notes { transcript.append(paragraph(for: note)) }
  }

  private func paragraph(for item: Conversation.Item) -> TextView.Paragraph {
    let time = TextView.Span(timeOfDay(item.time) + " ", style: .small, color: .quiet)
    return switch item.kind {
    case .own: said(item.text, by: "Me", in: .ownName, at: time)
    case .peer(let name): said(item.text, by: name, in: .peerName, at: time)
    }
  }

  private func paragraph(for note: Note) -> TextView.Paragraph {
    let time = TextView.Span(timeOfDay(note.time) + " ", style: .small, color: .quiet)
    return TextView.Paragraph([time, .init(note.text, color: note.isError ? .error : .quiet)])
  }

  private func said(
    _ text: String, by name: String, in color: TextColor, at time: TextView.Span
  ) -> TextView.Paragraph {
    // The colon by itself: a name that runs to the left keeps it at its right.
    TextView.Paragraph([
      time, .init(name, style: .bold, color: color), .init(": ", style: .bold, color: color),
      .init(text),
    ])
  }
}
