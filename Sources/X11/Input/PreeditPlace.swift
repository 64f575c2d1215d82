/// Where a person wants to see what an input method composes: the resource `preedit`.
enum PreeditPlace: String {
  /// In the entry, as part of its text, also where the method's list can't follow the caret then.
  case inside
  /// In a window of the method's own, at the caret.
  case over
  /// In a window of the method's own, where it likes.
  case root
}
