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
      let items = conversation.items(from: start, limit: end - start)
      var stretch = TranscriptStretch(writer: writer, newKey: nil)
      let before = conversation.items(from: start - 1, limit: start > 0 ? 1 : 0).first
      stretch.lastDay = before.map { writer.time.day($0.time) }
      stretch.add(items, isStart: start == 0, notes: [])
      let text = stretch.paragraphs.map(\.text).joined(separator: "\n")
      bytes += text.utf8.count
      parts.append(text)
      end = start
    }
    return parts.reversed().joined(separator: "\n")
  }
}
