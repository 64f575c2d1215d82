/// Whose conversation with whom it is.
package struct ReachKey: Hashable, Sendable {
  package let owner: Int64
  /// A user, or a room where it is negative.
  package let peer: Int64

  package init(owner: Int64, peer: Int64) { (self.owner, self.peer) = (owner, peer) }
}
