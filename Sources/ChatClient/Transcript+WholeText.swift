internal import Storage
internal import Widgets

extension Transcript {
  /// The most that is copied of a conversation, in bytes of UTF-8: its newest part.
  private static var mostCopied: Int { 16 << 20 }

  /// All that was said, as it reads; read from the disk in pages.
  func wholeText() -> String {
    var parts: [String] = []
    var bytes = 0
    var end = conversation.count
    while end > 0, bytes < Transcript.mostCopied {
      let start = max(0, end - 500)
      let text = text(from: start, to: end)
      bytes += text.utf8.count
      parts.append(text)
      end = start
    }
    return parts.reversed().joined(separator: "\n")
  }

  private func text(from start: Int, to end: Int) -> String {
    let items = conversation.items(from: start, limit: end - start)
    var day = conversation.items(from: start - 1, limit: start > 0 ? 1 : 0).first.map {
      writer.time.day($0.time)
    }
    var notes = end == conversation.count ? notes(since: items.first)[...] : []
    var lines: [String] = []
    for item in items {
      while let note = notes.first, note.time < item.time {
        notes.removeFirst()
        lines.append(writer.text(of: note))
      }
      let today = writer.time.day(item.time)
      if day != today { lines.append(writer.time.dayTitle(item.time)) }
      day = today
      lines.append(writer.text(of: item))
    }
    lines += notes.map { writer.text(of: $0) }
    return lines.joined(separator: "\n")
  }
}
