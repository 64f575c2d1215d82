/// A room that people have made, and who is in it.
package struct StoredRoom: Hashable, Sendable {
  /// Below -1, which is everybody's.
  package var id: Int64
  package var name: String
  package var members: [Int64]

  package init(id: Int64, name: String, members: [Int64]) {
    (self.id, self.name, self.members) = (id, name, members)
  }
}
