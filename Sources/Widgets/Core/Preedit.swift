/// What an input method composes and has not committed yet.
///
/// It is shown where it would be typed and is no part of any text.
package struct Preedit: Hashable, Sendable {
  package static let none = Preedit()

  /// How a part of it is told from text.
  package enum Look: Hashable, Sendable {
    case underlined
    /// What is being chosen: drawn as if it were selected.
    case reversed
  }

  package struct Part: Hashable, Sendable {
    package var text: String
    package var look: Look

    package init(_ text: String, _ look: Look = .underlined) {
      self.text = text
      self.look = look
    }
  }

  package var parts: [Part]
  /// Where the method's caret is, in bytes of UTF-8 from the start; nil where it shows none.
  package var caret: Int?

  package init(_ parts: [Part] = [], caret: Int? = nil) {
    self.parts = parts
    self.caret = caret
  }

  package var text: String { parts.map(\.text).joined() }
  package var isEmpty: Bool { parts.allSatisfy(\.text.isEmpty) }
}
