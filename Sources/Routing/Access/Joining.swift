/// Who may take a name that belongs to nobody.
package enum Joining: String, CaseIterable, Sendable {
  /// Anybody.
  case open
  /// Who shows an invitation, any that is still good.
  case invited
  /// Who shows an invitation that was made for that very name.
  case members
}
