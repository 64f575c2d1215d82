/// `typing`: somebody is writing; never stored, and stale after some seconds.
package struct Typing: Hashable, Sendable {
  /// The person or room it is meant for.
  package var to: String

  /// Who is writing, from a router.
  package var from: String?

  package init(to: String, from: String? = nil) {
    self.to = to
    self.from = from
  }
}
