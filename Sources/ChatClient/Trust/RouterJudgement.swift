package import Framing

/// Which keys of a router are fine at one moment.
package struct RouterJudgement: Hashable, Sendable {
  /// Its own key and the one that it announced; none where it was never met.
  let known: [Pin]
  /// The key that an invitation names.
  let invited: Pin?

  package init(known: [Pin], invited: Pin?) {
    self.known = known
    self.invited = invited
  }

  /// Whether to go on with a router that shows this key.
  package func accepts(_ pin: Pin) -> Bool {
    known.isEmpty ? pin == invited : known.contains(pin)
  }

  /// What is to be asked about a key that is not fine.
  package func doubt(about shown: Pin) -> RouterDoubt {
    if let known = known.first { return .changed(known: known, shown: shown) }
    return invited == nil ? .new(shown) : .notAsInvited(shown)
  }
}
