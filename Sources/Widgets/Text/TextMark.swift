/// A part of a text that looks as what an input method composes.
struct TextMark: Hashable, Sendable {
  var range: Range<TextPosition>
  var look: Preedit.Look
}
