/// What an input method composes is laid out with the text, so that it wraps and scrolls as it, and is taken
/// out of it again before anything else happens to the text.
extension Entry {
  package func compose(_ new: Preedit, in context: WindowContext) {
    guard new != preedit else { return }
    takeOutPreedit()
    preedit = new
    putInPreedit()
    textChanged()
  }

  /// Runs `body` with the text as it is without what is being composed.
  func withoutPreedit<Result>(_ body: () -> Result) -> Result {
    guard composed != nil else { return body() }
    takeOutPreedit()
    let result = body()
    putInPreedit()
    textChanged()
    return result
  }

  /// All of the text but what is being composed, with what that stands in place of.
  var textWithoutPreedit: String {
    let document = pane.document
    guard let composed else { return document.text }
    let start = document.position(at: composed.offset)
    let end = document.position(at: composed.offset + composed.inserted.utf8.count)
    return document.text(in: .start..<start) + composed.removed
      + document.text(in: end..<document.end)
  }

  /// Shows it in the place of what is selected, as the text that it becomes will be.
  private func putInPreedit() {
    guard !preedit.isEmpty, composed == nil else { return }
    let range = pane.selection.range
    let step = step(replacing: range, with: preedit.text, kind: .other)
    composed = step
    apply(range, with: step.inserted)
    markPreedit(at: step.offset)
    let caret = step.offset + (preedit.caret ?? step.inserted.utf8.count)
    pane.moveCaret(
      to: TextHit(position: pane.document.clusterEdge(atOrAfter: caret)), extending: false)
  }

  private func takeOutPreedit() {
    guard let step = composed else { return }
    composed = nil
    pane.marks = []
    takeBack(step)
  }

  private func markPreedit(at start: Int) {
    var offset = start
    pane.marks = preedit.parts.map { part in
      let end = offset + part.text.utf8.count
      defer { offset = end }
      let document = pane.document
      return TextMark(
        range: document.position(at: offset)..<document.position(at: end), look: part.look)
    }
  }
}
