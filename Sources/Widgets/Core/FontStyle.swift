/// Which of the program's fonts a text is in.
package enum FontStyle: Hashable, Sendable, CaseIterable {
  case regular
  case bold
  /// Smaller than `regular`: times, status lines, badges.
  case small
}
