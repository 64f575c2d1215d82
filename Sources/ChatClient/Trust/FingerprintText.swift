internal import Framing
internal import Widgets

/// How a fingerprint is shown to a person: groups of digits to compare, words to read aloud.
enum FingerprintText {
  /// Four rows of four groups, then the words, four to a row.
  static func paragraphs(of pin: Pin, in color: TextColor = .text) -> [TextView.Paragraph] {
    rows(of: pin.groups).map { row in
      TextView.Paragraph([.init(row, style: .bold, color: color)], indent: 0)
    }
      + rows(of: pin.words).map { row in
        TextView.Paragraph([.init(row, color: color)], indent: 0)
      }
  }

  private static func rows(of parts: [String]) -> [String] {
    stride(from: 0, to: parts.count, by: 4).map { start in
      parts[start..<min(start + 4, parts.count)].joined(separator: "  ")
    }
  }
}
