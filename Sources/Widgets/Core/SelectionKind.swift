/// Which of X's selections: what is selected, or what was copied.
package enum SelectionKind: Hashable, Sendable, CaseIterable {
  case primary
  case clipboard
}
