extension TextView {
  /// A part of a paragraph in one font and one colour.
  package struct Span: Hashable, Sendable {
    package var text: String
    package var style: FontStyle
    package var color: TextColor
    /// What of its text does something, in the order of the text.
    package var actions: [TextAction]

    package init(
      _ text: String, style: FontStyle = .regular, color: TextColor = .text,
      actions: [TextAction] = []
    ) {
      self.text = text
      self.style = style
      self.color = color
      self.actions = actions
    }
  }

  /// One entry of a transcript; it may hold line breaks.
  package struct Paragraph: Hashable, Sendable {
    package var spans: [Span]
    /// How far all rows but the first are indented, in pixels at 96 dpi.
    package var indent: Int
    /// What it is found by, to be replaced or shown; nil for what is neither.
    package var id: Int64?
    package var mark: Mark?
    /// Makes it a line across in that colour with the text in its middle; nil for ordinary text.
    package var divider: TextColor?

    package init(
      _ spans: [Span], indent: Int = 16, id: Int64? = nil, mark: Mark? = nil,
      divider: TextColor? = nil
    ) {
      self.spans = spans
      self.indent = indent
      self.id = id
      self.mark = mark
      self.divider = divider
    }

    /// Its text as it reads and is copied.
    package var text: String { spans.map(\.text).joined() }
  }
}

extension TextView.Paragraph {
  /// The paragraph cut into pieces.
  func pieces() -> [TextPiece] {
    let clean = spans.map(\.withPlainLineBreaks)
    let actions = Self.actions(of: clean)
    var rest = clean.map {
      TextRun(utf8Count: $0.text.utf8.count, style: $0.style, color: $0.color)
    }[...]
    var start = 0
    return TextPiece.split(clean.map(\.text).joined()).map { piece in
      let part = start..<start + piece.utf8Count
      defer { start = part.upperBound }
      return TextPiece(
        piece.text, runs: Self.take(piece.utf8Count, of: &rest), isContinued: piece.isContinued,
        startsParagraph: start == 0, indent: indent, isCentred: divider != nil,
        actions: actions.compactMap { $0.part(in: part) })
    }
  }

  /// What does something, counted from the paragraph's start.
  private static func actions(of spans: [TextView.Span]) -> [TextAction] {
    var actions: [TextAction] = []
    var start = 0
    for span in spans {
      actions += span.actions.map {
        TextAction($0.range.lowerBound + start..<$0.range.upperBound + start, value: $0.value)
      }
      start += span.text.utf8.count
    }
    return actions
  }

  /// Takes the runs of the first `count` bytes off the front.
  private static func take(_ count: Int, of rest: inout ArraySlice<TextRun>) -> [TextRun] {
    var taken: [TextRun] = []
    var missing = count
    while missing > 0, var run = rest.popFirst() {
      if run.utf8Count > missing {
        var remainder = run
        remainder.utf8Count -= missing
        run.utf8Count = missing
        rest = [remainder] + rest
      }
      missing -= run.utf8Count
      if run.utf8Count > 0 { taken.append(run) }
    }
    return taken
  }
}
