/// The changes of a text that can be undone and redone.
///
/// What is typed is undone word by word, a word with the space after it; what is deleted key by key
/// likewise. Moving the caret ends a group. The oldest steps are forgotten beyond `maximumSteps`
/// or `maximumBytes`.
struct EditHistory: Sendable {
  static let maximumSteps = 1_000
  static let maximumBytes = 8 * 1_024 * 1_024

  private(set) var undoable: [EditStep] = []
  private(set) var redoable: [EditStep] = []
  private var byteCount = 0
  private var groupIsOpen = false

  /// Ends the group of steps that are undone together.
  mutating func closeGroup() {
    groupIsOpen = false
  }

  mutating func record(_ step: EditStep) {
    for undone in redoable { byteCount -= undone.byteCount }
    redoable = []
    byteCount += step.byteCount
    if groupIsOpen, let last = undoable.last, let joined = Self.join(last, step) {
      undoable[undoable.count - 1] = joined
    } else {
      undoable.append(step)
    }
    groupIsOpen = step.kind != .other
    forgetOldest()
  }

  /// Takes back the last step: the caller puts `removed` where `inserted` is.
  mutating func undo() -> EditStep? {
    groupIsOpen = false
    guard let step = undoable.popLast() else { return nil }
    redoable.append(step)
    return step
  }

  /// Does the last undone step again.
  mutating func redo() -> EditStep? {
    groupIsOpen = false
    guard let step = redoable.popLast() else { return nil }
    undoable.append(step)
    return step
  }

  private mutating func forgetOldest() {
    while undoable.count > 1,
      undoable.count > Self.maximumSteps || byteCount > Self.maximumBytes
    {
      byteCount -= undoable.removeFirst().byteCount
    }
  }

  /// Both steps as one, where they belong together.
  private static func join(_ last: EditStep, _ step: EditStep) -> EditStep? {
    guard last.kind == step.kind else { return nil }
    var joined = last
    switch step.kind {
    case .typing:
      guard step.removed.isEmpty, last.offset + last.inserted.utf8.count == step.offset,
        !startsWord(step.inserted, after: last.inserted)
      else { return nil }
      joined.inserted += step.inserted
    case .deletingBack:
      guard step.offset + step.removed.utf8.count == last.offset,
        !startsWord(last.removed, after: step.removed)
      else { return nil }
      joined.offset = step.offset
      joined.removed = step.removed + last.removed
    case .deletingForward:
      guard step.offset == last.offset, !startsWord(step.removed, after: last.removed) else {
        return nil
      }
      joined.removed += step.removed
    case .other: return nil
    }
    return joined
  }

  /// Whether a new word starts between two texts; a line break is a word of its own.
  private static func startsWord(_ text: String, after previous: String) -> Bool {
    guard let first = text.first, let last = previous.last else { return false }
    return first.isNewline || (last.isWhitespace && !first.isWhitespace)
  }
}
