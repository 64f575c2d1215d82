package import Framing
internal import Storage

/// What one person knows of one router's keys, and how that changes.
///
/// A router that was never met is trusted by the person's word, or by the pin of an invitation. From then on
/// only its own key counts, and one that it announced while it had that: no invitation overrules them.
package final class RouterTrust {
  /// The router as it is known: `host:port`, in lower case.
  package let address: String

  private let keys: KnownKeys
  private let invited: Pin?

  /// - Parameters:
  ///   - address: Where the router is reached.
  ///   - invited: The key that an invitation names; nil where there is none.
  ///   - keys: What the person knows.
  package init(at address: String, invited: Pin?, _ keys: KnownKeys) {
    self.address = address.lowercased()
    self.invited = invited
    self.keys = keys
  }

  /// Which keys are fine now.
  package func judgement() throws(KnownKeys.Failure) -> RouterJudgement {
    RouterJudgement(known: try pins(), invited: invited)
  }

  /// The router has proved that it has a key which was judged to be fine: no other is from now on.
  package func met(_ pin: Pin) throws(KnownKeys.Failure) {
    guard try pins().first != pin else { return }
    try trust(pin)
  }

  /// The person, or who started the router, says that this is its key.
  package func trust(_ pin: Pin) throws(KnownKeys.Failure) {
    try keys.with { (book) throws(SQLiteError) in
      try book.trust(pin, ofRouterAt: address)
    }
  }

  /// The router says which key it will have next; nil for none.
  package func expect(_ next: Pin?) throws(KnownKeys.Failure) {
    guard try pins().dropFirst().first != next else { return }
    try keys.with { (book) throws(SQLiteError) in
      try book.expect(next, ofRouterAt: address)
    }
  }

  private func pins() throws(KnownKeys.Failure) -> [Pin] {
    try keys.with { (book) throws(SQLiteError) in
      try book.pins(ofRouterAt: address)
    }
  }
}
