/// Something that the person should know of a peer before trusting what that one writes.
package struct PeerWarning: Hashable, Sendable {
  /// A few words, beside the name in the roster.
  package let short: String
  /// The whole of it, above what was said.
  package let long: String

  package init(short: String, long: String) {
    self.short = short
    self.long = long
  }
}
