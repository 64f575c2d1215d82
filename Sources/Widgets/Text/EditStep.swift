/// One change of a text: enough to undo it and to do it again.
struct EditStep: Hashable, Sendable {
  /// What made the change: steps of the same kind next to each other are undone together.
  enum Kind: Hashable, Sendable {
    case typing, deletingBack, deletingForward
    /// Pasting, cutting: a step of its own.
    case other
  }

  var kind: Kind
  /// Where, in bytes from the text's start.
  var offset: Int
  var removed: String
  var inserted: String
  /// Where the selection was before, in bytes from the text's start.
  var anchorBefore: Int
  var focusBefore: Int

  /// What it keeps of texts, in bytes.
  var byteCount: Int { removed.utf8.count + inserted.utf8.count }
}
