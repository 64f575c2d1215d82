internal import Storage
internal import Widgets

/// Makes the paragraphs of a transcript.
struct TranscriptWriter {
  let time: LocalTime

  func paragraph(for item: Conversation.Item) -> TextView.Paragraph {
    let clock = clock(at: item.time)
    switch item.kind {
    case .own(let delivery):
      return said(item, by: "Me", in: .ownName, at: clock, mark: mark(for: delivery))
    case .peer(let name): return said(item, by: name, in: .peerName, at: clock, mark: nil)
    }
  }

  func paragraph(for note: Note) -> TextView.Paragraph {
    TextView.Paragraph([
      clock(at: note.time), .init(note.text, color: note.isError ? .error : .quiet),
    ])
  }

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

  private func said(
    _ item: Conversation.Item, by name: String, in color: TextColor, at clock: TextView.Span,
    mark: TextView.Mark?
  ) -> TextView.Paragraph {
    // The colon by itself: a name that runs to the left keeps it at its right.
    TextView.Paragraph(
      [
        clock, .init(name, style: .bold, color: color), .init(": ", style: .bold, color: color),
        .init(item.text),
      ], id: item.key, mark: mark)
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
