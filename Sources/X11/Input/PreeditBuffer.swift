import Widgets

/// What an input method composes, kept up to date by the changes that it tells.
///
/// A change counts in characters of what it told before, so all of it is kept here whether it is shown or not.
/// Nothing of a change is believed: places outside the text are moved inside it.
struct PreeditBuffer: Equatable {
  /// No method composes more, in code points.
  static let maximumLength = 4_096

  /// One code point and how the method wants it to look.
  struct Sign: Equatable {
    var scalar: Unicode.Scalar
    var look: Preedit.Look
  }

  private(set) var signs: [Sign] = []
  private var caret = 0
  /// Whether the method shows a caret of its own in it.
  var showsCaret = true

  /// Puts signs in the place of some, as XIM's draw callback has it.
  mutating func replace(first: Int, count: Int, with new: [Sign], caret newCaret: Int) {
    let start = min(max(0, first), signs.count)
    let end = start + min(max(0, count), signs.count - start)
    let room = Self.maximumLength - (signs.count - (end - start))
    signs.replaceSubrange(start..<end, with: new.prefix(max(0, room)))
    caret = newCaret
  }

  /// Gives signs another look and leaves the text as it is.
  mutating func restyle(first: Int, looks: [Preedit.Look], caret newCaret: Int) {
    let start = min(max(0, first), signs.count)
    for (index, look) in zip(start..<signs.count, looks) { signs[index].look = look }
    caret = newCaret
  }

  mutating func moveCaret(to place: Int) {
    caret = place
  }

  /// The caret, in code points from the start.
  var caretPlace: Int { min(max(0, caret), signs.count) }

  /// What of it a window shows.
  var preedit: Preedit {
    guard !signs.isEmpty else { return .none }
    var parts: [Preedit.Part] = []
    var before = 0
    for (index, sign) in signs.enumerated() {
      let scalar = Self.shown(sign.scalar)
      if index < caretPlace { before += UTF8.width(scalar) }
      if parts.last?.look != sign.look { parts.append(Preedit.Part("", sign.look)) }
      parts[parts.count - 1].text.unicodeScalars.append(scalar)
    }
    return Preedit(parts, caret: showsCaret ? before : nil)
  }

  /// A line break, a tab or the like would be no preedit any more.
  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.generalCategory == .control ? " " : scalar
  }
}
