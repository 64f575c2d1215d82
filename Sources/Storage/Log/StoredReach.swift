/// How far a conversation has come: the newest messages that are meant, 0 for none.
package struct StoredReach: Hashable, Sendable {
  /// How much of the owner's messages its peer has on a disk, and has read.
  package var delivered: Int64 = 0
  package var read: Int64 = 0

  /// How far the owner itself has read.
  package var own: Int64 = 0

  /// The newest number in the owner's log when this last changed.
  package var head: Int64 = 0

  package init() {}
}
