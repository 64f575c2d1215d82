/// One press of a key, or a text that an input method committed.
package struct KeyEvent: Hashable, Sendable {
  package var symbol: KeySymbol
  package var modifiers: Modifiers
  /// The text that the press makes, composed; empty for none and for shortcuts with Control or Alt.
  package var text: String
  package var time: EventTime

  package init(
    _ symbol: KeySymbol, modifiers: Modifiers = [], text: String = "", time: EventTime = .none
  ) {
    self.symbol = symbol
    self.modifiers = modifiers
    self.text = text
    self.time = time
  }
}
