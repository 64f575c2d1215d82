internal import Framing
internal import Storage
internal import Widgets

/// Makes the paragraphs of a transcript.
struct TranscriptWriter {
  let time: LocalTime

  func paragraph(for item: Conversation.Item) -> TextView.Paragraph {
    let name = name(of: item)
    let color: TextColor = item.isOwn ? .ownName : .peerName
    // The colon by itself: a name that runs to the left keeps it at its right.
    return TextView.Paragraph(
      [
        clock(at: item.time), .init(name, style: .bold, color: color),
        .init(": ", style: .bold, color: color),
        .init(item.text, actions: links(in: item.text)),
      ], id: item.key, mark: item.delivery.map(mark))
  }

  private func links(in text: String) -> [TextAction] {
    WebLink.find(in: text).map { TextAction($0.range, value: $0.address) }
  }

  func paragraph(for note: Note) -> TextView.Paragraph {
    TextView.Paragraph([
      clock(at: note.time), .init(note.text, color: note.isError ? .error : .quiet),
    ])
  }

  /// A message as it is copied: what its paragraph reads.
  func text(of item: Conversation.Item) -> String {
    "\(time.hoursAndMinutes(item.time)) \(name(of: item)): \(item.text)"
  }

  func text(of note: Note) -> String { "\(time.hoursAndMinutes(note.time)) \(note.text)" }

  /// The line between two days.
  func dayLine(at milliseconds: Int64) -> TextView.Paragraph {
    TextView.Paragraph(
      [.init(time.dayTitle(milliseconds), style: .small, color: .quiet)], divider: .quiet)
  }

  /// The line where reading stopped.
  var newLine: TextView.Paragraph {
    TextView.Paragraph([.init("New", style: .small, color: .accent)], divider: .accent)
  }

  private func clock(at milliseconds: Int64) -> TextView.Span {
    TextView.Span(time.hoursAndMinutes(milliseconds) + " ", style: .small, color: .quiet)
  }

  private func name(of item: Conversation.Item) -> String {
    if case .peer(let name) = item.kind { name } else { "Me" }
  }

  private func mark(for delivery: Conversation.Item.Delivery) -> TextView.Mark {
    switch delivery {
    case .queued: .waiting
    case .sent: .sent
    case .delivered: .delivered
    case .read: .read
    case .failed: .failed
    }
  }
}
