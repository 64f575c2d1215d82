/// A bounded part of a paragraph: what is shaped, wrapped and edited as a whole.
///
/// A short paragraph is one piece. A long one is cut, after a line break where there is one nearby,
/// else after a space, else between clusters; a piece always starts a new row of the screen. So
/// neither showing nor editing a text of any length touches more than the pieces that are visible.
struct TextPiece: Hashable, Sendable {
  /// No piece is longer, in bytes of UTF-8; about 25 rows of Latin text.
  static let maximumUTF8Count = 2_048

  private(set) var text: String
  /// Covers the text; empty where all of it is regular and in the colour of text.
  private(set) var runs: [TextRun]
  /// Whether the next piece goes on with the same paragraph.
  var isContinued: Bool
  /// Whether its first row is its paragraph's first: only that one isn't indented.
  var startsParagraph: Bool
  /// How far the other rows are indented, in pixels at 96 dpi.
  var indent: Int32
  /// Whether a line that fits stands in the middle.
  var isCentred: Bool
  /// What of it does something, in the order of the text.
  private(set) var actions: [TextAction]
  /// How many line breaks it holds.
  private(set) var lineBreakCount: Int32

  init(
    _ text: String, runs: [TextRun] = [], isContinued: Bool = false, startsParagraph: Bool = true,
    indent: Int = 0, isCentred: Bool = false, actions: [TextAction] = []
  ) {
    self.text = text
    self.runs = runs
    self.isContinued = isContinued
    self.startsParagraph = startsParagraph
    self.indent = Int32(clamping: indent)
    self.isCentred = isCentred
    self.actions = actions
    lineBreakCount = 0
    for byte in text.utf8 where byte == UInt8(ascii: "\n") { lineBreakCount += 1 }
  }

  var utf8Count: Int { text.utf8.count }
  var endsWithLineBreak: Bool { text.utf8.last == UInt8(ascii: "\n") }

  func index(at offset: Int) -> String.Index {
    text.utf8.index(text.utf8.startIndex, offsetBy: min(max(0, offset), text.utf8.count))
  }

  func offset(of index: String.Index) -> Int {
    text.utf8.distance(from: text.utf8.startIndex, to: index)
  }

  func substring(_ range: Range<Int>) -> Substring {
    text[index(at: range.lowerBound)..<index(at: range.upperBound)]
  }
}
